/** The service's secret: each contestant brings it to its hosts in a file that only root or the service reads. */
export const apiKey = 'k3y-of-the-benchmark'
