package scan

import (
	"slices"
	"strconv"

	"hangup/knowledge/source"
)

// Signs are the names a flag's sign may have (INTERFACE section 2, and ours).
var Signs = []string{
	"unsolicited-contact", "impersonates-microsoft", "impersonates-other-brand", "phone-number-in-warning", "remote-access-tool", "asks-banking",
	"asks-password-or-code", "overpaid-refund", "gift-card", "wire-or-crypto", "urgency", "emotional-pressure", "do-not-close", "fake-link-domain",
	"licence-expired", "infected-claim", "browser-popup-claim", "secrecy", "recovery-scam", "renewal-invoice", "safe-account", "courier-collection",
	"fee-first", "paste-command", "changed-bank-details", "new-number", "move-to-other-app", "too-good", "knows-your-computer", "doctored-balance",
	"spoofed-number", "orders-to-checker", "unexpected-refund", "asks-for-money", "threat", "computer-trick", "mass-message",
}

// Kinds are the kinds of scam (INTERFACE section 2).
var Kinds = []string{"tech-support", "bank", "government", "delivery", "family", "romance", "job", "investment", "marketplace", "account", "business", "recovery", "blackmail", "prize", "other"}

// Variants are the variants of tech-support scams (INTERFACE section 2).
var Variants = []string{"cold-call", "pop-up", "refund", "renewal-invoice", "remote-access", "account-alert", "employee-vishing", "provider", "paste-command", "other"}

// check looks for what is wrong in a record taken alone.
func check(it source.Item[Record], seen map[string]bool) source.Mistakes {
	v := it.Value
	var bad source.Mistakes
	say := func(needle, what, remedy string) { bad = append(bad, it.At.Mistake(needle, what, remedy)) }
	if v.ID == "" || seen[v.ID] {
		say("id:", "flag id "+strconv.Quote(v.ID)+" is missing or used twice", "give it an id of its own")
	}
	seen[v.ID] = true
	if len(v.When) == 0 {
		say("when:", "flag "+v.ID+" has no cues", "name at least one under when")
	}
	if v.Genuine {
		if v.LogOdds >= 0 {
			say("log-odds:", "genuine mark "+v.ID+" has log-odds of 0 or more", "give it a number below 0")
		}
		return bad
	}
	if v.LogOdds <= 0 {
		say("log-odds:", "flag "+v.ID+" has log-odds of 0 or less", "give it a number above 0")
	}
	if !slices.Contains(Signs, v.Sign) && v.Sign != wordingSign {
		say("sign:", "flag "+v.ID+" has the unknown sign "+strconv.Quote(v.Sign), "use a sign of the list in knowledge/scan/check.go")
	}
	if v.Kind != "" && !slices.Contains(Kinds, v.Kind) {
		say("kind:", "flag "+v.ID+" has the unknown kind "+strconv.Quote(v.Kind), "use a kind of the content README")
	}
	if v.Variant != "" && (v.Kind != "tech-support" || !slices.Contains(Variants, v.Variant)) {
		say("variant:", "flag "+v.ID+" has the variant "+strconv.Quote(v.Variant)+" which does not exist or not for its kind", "fix or remove it")
	}
	if v.Title == "" || v.Why == "" {
		say("id:", "flag "+v.ID+" lacks its title or its why", "people are shown both: write them")
	}
	if len(v.Hits) < minExamples || len(v.Misses) < minExamples {
		say("hits:", "flag "+v.ID+" has fewer than 3 hits or 3 misses", "write more examples")
	}
	return bad
}
