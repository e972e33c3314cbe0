package knowledge

import (
	"sync"
	"testing"
)

// judging marks a test that judges thousands of texts one after the other.
// Nothing happens at the same time in it, so the race detector finds nothing
// there and makes it take ten times as long; make test RACE=1 runs it without.
func judging(t *testing.T) {
	t.Helper()
	if racing {
		t.Skip("runs without the race detector")
	}
}

// TestOneBaseForAll: any number of goroutines use one base, and ask for further
// regions meanwhile. It is worth something with the race detector only.
func TestOneBaseForAll(t *testing.T) {
	b := base(t)
	texts := []string{
		"Windows Defender Security Warning. Your PC is blocked. Call Microsoft Support on 0808 157 0192 at once.",
		"they are on my computer right now", "i paid 500 by card and the rest with gift cards", "see you at six",
		"Your parcel is held. Pay £1.99 at https://royalmail.parcel-fee.example", "is 159 real?",
	}
	var asking sync.WaitGroup
	for i := range 8 {
		asking.Go(func() {
			for j := range texts {
				s := texts[(i+j)%len(texts)]
				b.Scan(Text{Body: s, Watch: i%2 == 0})
				u := b.Understand(s)
				for _, situation := range u.Situations {
					b.Plan([]string{situation.ID}, nil)
				}
				b.Particulars(u)
			}
			for _, r := range Regions()[:3] {
				if other, err := b.In(r); err != nil || len(other.Facts()) == 0 {
					t.Errorf("region %s: %v", r, err)
				}
			}
		})
	}
	asking.Wait()
}
