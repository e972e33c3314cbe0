package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How much one address may ask. A family behind one address in the worst hour of
// its life stays far below; a program that tries everything does not.
const (
	perSecond    = 2
	burst        = 60
	maxAddresses = 4096
	retryAfter   = "30" // seconds, told to whoever is over the limit
)

// limiter counts requests by address. Its memory is bounded: when it is full,
// addresses that were quiet go first, then any.
type limiter struct {
	now  func() time.Time
	mu   sync.Mutex
	seen map[string]*rate.Limiter
}

func newLimiter(now func() time.Time) *limiter {
	return &limiter{now: now, seen: map[string]*rate.Limiter{}}
}

// allow reports whether one more request of address is within the limit, and counts it.
func (l *limiter) allow(address string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	of, ok := l.seen[address]
	if !ok {
		l.makeRoom(now)
		of = rate.NewLimiter(perSecond, burst)
		l.seen[address] = of
	}
	return of.AllowN(now, 1)
}

func (l *limiter) makeRoom(now time.Time) {
	if len(l.seen) < maxAddresses {
		return
	}
	for a, of := range l.seen {
		if of.TokensAt(now) >= burst {
			delete(l.seen, a)
		}
	}
	for a := range l.seen {
		if len(l.seen) < maxAddresses {
			return
		}
		delete(l.seen, a)
	}
}

// address is who asks: the peer, or what a trusted proxy says of it. IPv6
// customers hold a whole /64, so that is what is counted.
func (d *Door) address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if d.opts.TrustProxy {
		// The last entry is the proxy's own; all before it may be made up.
		all := r.Header.Values("X-Forwarded-For")
		if len(all) > 0 {
			hops := strings.Split(all[len(all)-1], ",")
			host = strings.TrimSpace(hops[len(hops)-1])
		}
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return "unknown"
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is6() {
		net64, _ := ip.Prefix(64)
		return net64.String()
	}
	return ip.String()
}
