// Package serve runs a gRPC server where HOST and GRPC_PORT say, with the standard health service, until SIGTERM.
package serve

import (
	"context"
	"log"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	"google.golang.org/grpc/health/grpc_health_v1"
)

// Version of the program that runs.
var Version = os.Getenv("TOWPATH_VERSION")

// Run serves what register registers, whose health is asked for by the name of service.
func Run(program, service string, register func(*grpc.Server)) {
	log.SetFlags(0) // the journal has the time
	listener, err := net.Listen("tcp", net.JoinHostPort(os.Getenv("HOST"), os.Getenv("GRPC_PORT")))
	if err != nil {
		log.Fatal(err)
	}
	server, healthy := grpc.NewServer(), health.NewServer()
	register(server)
	grpc_health_v1.RegisterHealthServer(server, healthy)
	healthy.SetServingStatus(service, grpc_health_v1.HealthCheckResponse_SERVING)

	term, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		<-term.Done()
		// Takes nothing new, and finishes what it has begun.
		healthy.Shutdown()
		limit := time.AfterFunc(8*time.Second, server.Stop)
		defer limit.Stop()
		server.GracefulStop()
	}()
	log.Printf("%s %s listens", program, Version)
	if err := server.Serve(listener); err != nil {
		log.Fatal(err)
	}
	<-ended
}
