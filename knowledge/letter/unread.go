package letter

// Unread says why an answer is not taken. It is an error whose words are for
// programmers; what people are told stands in the content under its name.
type Unread string

// The reasons.
const (
	NoAmount    Unread = "no-amount"    // no sum is in the words, or it is not clear which
	NotPositive Unread = "not-positive" // nothing, or less
	TooMuch     Unread = "too-much"     // more than anybody sends
	TooMany     Unread = "too-many"     // several where one is asked for, or more than a letter holds
	Range       Unread = "range"        // "between 300 and 400"
	NoDate      Unread = "no-date"      // no day is in the words
	NoSuchDay   Unread = "no-such-day"  // 31 February
	OtherDay    Unread = "other-day"    // the weekday does not fit the date
	Future      Unread = "future"       // a day that has not come yet
	LongAgo     Unread = "long-ago"     // before there was anything to pay by
	NoChoice    Unread = "no-choice"    // none of the answers offered
	NoName      Unread = "no-name"      // no bank's name
	TooLong     Unread = "too-long"     // more words than fit
	Secret      Unread = "secret"       // a card or account number, a code or a password
	Count       Unread = "count"        // not as many days as payments
	TooShort    Unread = "too-short"    // "yes" where words are asked for
	Empty       Unread = "empty"        // nothing at all
)

// Error names the reason.
func (u Unread) Error() string { return "letter: the answer is not taken: " + string(u) }

// maxPayments is how many payments one letter holds.
const maxPayments = 12
