package bot

// choicesOf makes choices of keys of say/button.yaml: id, key, id, key …
func (t *turn) choicesOf(pairs ...string) []Choice {
	var out []Choice
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, Choice{pairs[i], t.base.Say("button." + pairs[i+1])})
	}
	return out
}

func (t *turn) crisisChoices() []Choice {
	return t.choicesOf("sit:caller-on-line", "caller", "sit:in-device", "in-device", "q:after-verdict:paid", "paid", "cmd:check", "check")
}

// wantChoices are the answers to "what do they want you to do?".
func (t *turn) wantChoices() []Choice {
	return t.choicesOf("want:ring", "want-ring", "want:install", "want-install", "want:pay", "want-pay", "want:login", "want-login")
}

// modeChoices are how much a group may want to hear.
func (t *turn) modeChoices() []Choice {
	return t.choicesOf("mode:watch", "mode-watch", "mode:asked", "mode-asked")
}

// after are the buttons under a verdict.
func (t *turn) after() []Choice {
	q, ok := t.base.Question("after-verdict")
	if !ok {
		return nil
	}
	return questionChoices(q)
}
