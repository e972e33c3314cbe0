package text

import "testing"

// TestPasswordsAreHidden: a password that a message names is not repeated.
func TestPasswordsAreHidden(t *testing.T) {
	for body, want := range map[string]string{
		"I know that Hunter42 is your password. Pay me.":   "I know that ••• is your password. Pay me.",
		"I know, tulip-9 was one of your old passwords":    "I know, ••• was one of your old passwords",
		"Your password: Tulip9! was found":                 "Your password: ••• was found",
		"Your password is “Tulip9”":                        "Your password is “•••”",
		"Change your password today, and keep it private.": "Change your password today, and keep it private.",
	} {
		if got := Fold(body).Mask(Span{0, len(body)}); got != want {
			t.Errorf("%q: %q, want %q", body, got, want)
		}
	}
}
