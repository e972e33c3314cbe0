package relay

import (
	"testing"
	"time"

	"hangup/bot"
)

// TestLimitsHold: whatever waits, in no stretch of time does more go out than a
// platform takes, and nearly as much does.
func TestLimitsHold(t *testing.T) {
	for name, r := range map[string]bot.Rate{
		"thirty a second":  {Times: 30, Per: time.Second},
		"one a second":     {Times: 1, Per: time.Second},
		"twenty a minute":  {Times: 20, Per: time.Minute},
		"a fifth of these": {Times: 4, Per: time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			l, began := limiter(r, 1), time.Unix(1e9, 0)
			var at []time.Duration
			for range 5 * r.Times {
				at = append(at, l.ReserveN(began, 1).DelayFrom(began))
			}
			for i := range at {
				n := 0
				for _, later := range at[i:] {
					if later-at[i] < r.Per {
						n++
					}
				}
				if n > r.Times {
					t.Fatalf("%d go out within %s of %s, want %d at most", n, r.Per, at[i], r.Times)
				}
			}
			if last := at[len(at)-1]; last > 8*r.Per {
				t.Errorf("%d take %s, which is too slow", len(at), last)
			}
		})
	}
}

// TestShareOfLimits: several processes keep to one limit among them.
func TestShareOfLimits(t *testing.T) {
	alone, third := limiter(bot.Rate{Times: 30, Per: time.Second}, 1), limiter(bot.Rate{Times: 30, Per: time.Second}, 3)
	if got := float64(third.Limit())*3 + float64(third.Burst())*3; got > 30.1 || float64(alone.Limit())+float64(alone.Burst()) > 30.1 {
		t.Errorf("three processes send %.1f a second", got)
	}
}
