package relay_test

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// cluster starts three NATS servers on this machine that know each other.
func cluster(t *testing.T) []*server.Server {
	t.Helper()
	var routes []*url.URL
	var ports []int
	for range 3 {
		port := freePort(t)
		ports = append(ports, port)
		routes = append(routes, &url.URL{Scheme: "nats", Host: fmt.Sprintf("127.0.0.1:%d", port)})
	}
	var nodes []*server.Server
	for n, port := range ports {
		node, err := server.NewServer(&server.Options{ServerName: fmt.Sprintf("n%d", n), Host: "127.0.0.1", Port: server.RANDOM_PORT,
			JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true, SyncAlways: true, Routes: routes,
			JetStreamMaxStore: 4 << 30, JetStreamMaxMemory: 256 << 20,
			Cluster: server.ClusterOpts{Name: "test", Host: "127.0.0.1", Port: port}})
		if err != nil {
			t.Fatal(err)
		}
		node.Start()
		t.Cleanup(func() { node.Shutdown(); node.WaitForShutdown() })
		nodes = append(nodes, node)
	}
	until(t, 30*time.Second, "the cluster has a leader", func() bool {
		for _, n := range nodes {
			if n.JetStreamIsLeader() {
				return true
			}
		}
		return false
	})
	return nodes
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port
}

// urls is NATS_URL for all of them.
func urls(nodes []*server.Server) string {
	var all []string
	for _, n := range nodes {
		all = append(all, n.ClientURL())
	}
	return strings.Join(all, ",")
}

// leader names the node that leads the stream of what came in.
func leader(t *testing.T, address string) string {
	t.Helper()
	nc, err := nats.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	s, err := js.Stream(ctx, "HANGUP_IN")
	if err != nil {
		t.Fatal(err)
	}
	info := s.CachedInfo()
	if info.Cluster == nil || info.Config.Replicas != 3 {
		t.Fatalf("the stream is kept once, not three times: %+v", info.Config.Replicas)
	}
	return info.Cluster.Leader
}

// TestCluster lets two processes share the work on a cluster of three. One
// process is killed, then the node that leads: everything is answered in order.
func TestCluster(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	nodes, s := cluster(t), newTown(t)
	address := "RELAY_URL=" + urls(nodes)
	first, second := child(t, s, address), child(t, s, address)
	chats, each := 30, 8
	answered := func(share float64) func() bool {
		return func() bool { return float64(tally(s.Sent(), chats, each).answered) >= share*float64(chats*each) }
	}
	feed(t, s, chats, each, 20*time.Second)
	until(t, 4*time.Minute, "a tenth is answered", answered(0.1))
	_ = first.Process.Kill()
	_ = first.Wait()
	killed := time.Now()
	until(t, 4*time.Minute, "a half is answered", answered(0.5))
	t.Logf("one of two processes killed: a half was answered %s later", time.Since(killed).Round(100*time.Millisecond))
	name := leader(t, urls(nodes))
	for _, n := range nodes {
		if n.Name() == name {
			n.Shutdown()
		}
	}
	killed = time.Now()
	until(t, 4*time.Minute, "everything is answered", answered(1))
	t.Logf("leader killed: the rest was answered %s later", time.Since(killed).Round(100*time.Millisecond))
	_ = second.Process.Signal(syscall.SIGTERM)
	if err := second.Wait(); err != nil {
		t.Errorf("the process did not stop well: %v", err)
	}
	got := tally(s.Sent(), chats, each)
	t.Logf("%d messages: %+v", chats*each, got)
	if got.lost > 0 || got.disordered > 0 || got.miscounted > 0 || got.doubled > 2 {
		t.Error("that is more than was promised")
	}
}
