// ferry says when it sails. One static binary: the hosts need nothing at all.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

var (
	version = env("TOWPATH_VERSION", "dev")
	// The VIP, the name of tides and the range that the manifest declares.
	tides = os.Getenv("TIDES_URL")
)

func main() {
	log.SetFlags(0) // the journal has the time
	mux := http.NewServeMux()
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("/stream", stream)
	mux.HandleFunc("/crossing", crossing)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { answer(w, map[string]any{}) })

	server := &http.Server{Addr: net.JoinHostPort(env("HOST", "127.0.0.1"), os.Getenv("PORT")), Handler: mux}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		term, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
		defer stop()
		<-term.Done()
		// Takes nothing new, and finishes what it has begun, streams too.
		limit, cancel := context.WithTimeout(context.Background(), 8*time.Second)
		defer cancel()
		if err := server.Shutdown(limit); err != nil {
			log.Printf("some requests were not finished: %v", err)
		}
	}()
	log.Printf("ferry %s listens", version)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatal(err)
	}
	<-ended
}

// stream says each stop as the ferry gets there: /stream?stops=10&everyMs=100.
func stream(w http.ResponseWriter, r *http.Request) {
	stops, every := number(r, "stops", 10), time.Duration(number(r, "everyMs", 100))*time.Millisecond
	w.Header().Set("Content-Type", "application/x-ndjson")
	for stop := 1; stop <= stops; stop++ {
		fmt.Fprintf(w, "{\"stop\":%d,\"version\":%q}\n", stop, version)
		if http.NewResponseController(w).Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-time.After(every):
		}
	}
}

// crossing asks tides first.
func crossing(w http.ResponseWriter, r *http.Request) {
	limit, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	asked, err := http.NewRequestWithContext(limit, http.MethodGet, tides+"/", nil)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	tide, err := http.DefaultClient.Do(asked)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer tide.Body.Close()
	said, err := io.ReadAll(tide.Body)
	if err != nil || tide.StatusCode != http.StatusOK {
		http.Error(w, fmt.Sprintf("tides answered %s", tide.Status), http.StatusBadGateway)
		return
	}
	answer(w, map[string]any{"tide": json.RawMessage(said)})
}

func answer(w http.ResponseWriter, more map[string]any) {
	more["service"], more["version"] = "ferry", version
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(more)
}

func number(r *http.Request, name string, otherwise int) int {
	if value, err := strconv.Atoi(r.URL.Query().Get(name)); err == nil {
		return value
	}
	return otherwise
}

func env(name, otherwise string) string {
	if value, ok := os.LookupEnv(name); ok {
		return value
	}
	return otherwise
}
