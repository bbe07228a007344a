// Package counting calls stock again and again over one connection, and says by HTTP how that went.
package counting

import (
	"context"
	"encoding/json"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"sync"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
)

// Call asks stock once; it returns the version that stock says it has.
type Call func(context.Context, *grpc.ClientConn, ...grpc.CallOption) (string, error)

// Counts of calls to one version of stock.
type Counts struct {
	Answered int `json:"answered"`
	Failed   int `json:"failed"`
}

type counters struct {
	sync.Mutex
	Service string `json:"service"`
	Version string `json:"version"`
	// How often it had to connect.
	Connections int `json:"connections"`
	// By the version that was reached; "none" where a call failed before that.
	Calls       map[string]*Counts `json:"calls"`
	LastFailure string             `json:"lastFailure,omitempty"`
}

// Run calls until SIGTERM. STOCK_ADDR is all that it knows of stock.
func Run(service string, call Call) {
	log.SetFlags(0) // the journal has the time
	counted := &counters{Service: service, Version: os.Getenv("TOWPATH_VERSION"), Calls: map[string]*Counts{}}
	conn, err := grpc.NewClient(os.Getenv("STOCK_ADDR"),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDisableServiceConfig(), // else it asks DNS for a TXT record, and waits for servers that don't answer
		grpc.WithContextDialer(counted.dial))
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	http.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) })
	http.Handle("/", counted)
	go func() { log.Fatal(http.ListenAndServe(net.JoinHostPort(os.Getenv("HOST"), os.Getenv("PORT")), nil)) }()
	log.Printf("%s %s calls %s", service, counted.Version, os.Getenv("STOCK_ADDR"))

	term, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	every, err := strconv.Atoi(os.Getenv("CALL_EVERY_MS"))
	if err != nil || every < 1 {
		every = 20
	}
	for ticks := time.NewTicker(time.Duration(every) * time.Millisecond); term.Err() == nil; {
		counted.count(conn, call)
		select {
		case <-ticks.C:
		case <-term.Done():
		}
	}
}

func (c *counters) dial(ctx context.Context, address string) (net.Conn, error) {
	c.Lock()
	c.Connections++
	c.Unlock()
	return new(net.Dialer).DialContext(ctx, "tcp", address)
}

func (c *counters) count(conn *grpc.ClientConn, call Call) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	var header metadata.MD
	said, err := call(ctx, conn, grpc.Header(&header))
	reached := said
	if answered := header.Get("towpath-version"); len(answered) > 0 {
		reached = answered[0] // the proxy's word, which also comes with what could not be read
	}
	if reached == "" {
		reached = "none"
	}
	c.Lock()
	defer c.Unlock()
	if c.Calls[reached] == nil {
		c.Calls[reached] = &Counts{}
	}
	if err == nil {
		c.Calls[reached].Answered++
		return
	}
	c.Calls[reached].Failed++
	c.LastFailure = err.Error()
	log.Printf("a call failed: %v", err)
}

func (c *counters) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	c.Lock()
	defer c.Unlock()
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(c)
}
