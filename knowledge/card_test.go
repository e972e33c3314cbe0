package knowledge

import (
	"strings"
	"testing"
)

// TestCard: the card holds the one rule, the bank, the lines to fill in and the
// emergency number, and fits its sheet without smaller type.
func TestCard(t *testing.T) {
	c := base(t).Card()
	pdf, err := c.PDF()
	if err != nil || len(pdf) < 5000 {
		t.Fatalf("%d bytes, %v", len(pdf), err)
	}
	for _, want := range []string{"hang up", "Nobody gets into my computer", "code", "159", "number on my card", "family word: ____", "999"} {
		if !strings.Contains(c.Text(), want) {
			t.Errorf("%q is not on the card:\n%s", want, c.Text())
		}
	}
	if strings.Contains(c.Text(), "{") {
		t.Errorf("a place was left open:\n%s", c.Text())
	}
}
