package ask

// near are situations that may be told of along with one, although nobody
// would name them: texts of the one neither teach nor count for the others.
var near = map[string][]string{
	"in-device":            {"hacked-now", "was-in-device", "tool-installed", "caller-on-line", "phone-controlled"},
	"hacked-now":           {"in-device", "was-in-device", "popup", "locked-pc"},
	"phone-controlled":     {"tool-installed", "was-in-device", "in-device", "hacked-now", "caller-on-line"},
	"loved-one-on-phone":   {"caller-on-line", "in-device"},
	"money-moving":         {"caller-on-line", "gave-bank-login", "unauthorised-payment", "invoice-paid", "paid-unknown"},
	"courier-coming":       {"paid-cash", "danger", "caller-on-line", "money-moving"},
	"danger":               {"courier-coming", "despair", "money-moving"},
	"despair":              {"danger", "paid-unknown", "images-threat"},
	"images-threat":        {"paid-unknown"},
	"was-in-device":        {"tool-installed", "in-device", "hacked-now", "gave-bank-login"},
	"tool-installed":       {"was-in-device", "phone-controlled", "in-device"},
	"work-access-asked":    {"work-computer", "caller-on-line"},
	"work-computer":        {"work-access-asked", "in-device", "was-in-device", "hacked-now", "locked-pc", "popup", "invoice-paid"},
	"popup":                {"locked-pc", "hacked-now"},
	"locked-pc":            {"popup", "hacked-now", "was-in-device"},
	"gave-bank-login":      {"gave-password", "gave-bank-details", "gave-code", "gave-card"},
	"gave-bank-details":    {"gave-bank-login", "gave-id"},
	"gave-password":        {"gave-bank-login", "clicked-link"},
	"gave-card":            {"paid-card", "gave-bank-details", "rang-number", "clicked-link", "gave-bank-login"},
	"gave-code":            {"gave-bank-login", "gave-password"},
	"gave-id":              {"gave-bank-details", "clicked-link"},
	"paid-card":            {"gave-card", "paid-unknown"},
	"paid-transfer":        {"paid-unknown", "invoice-paid", "money-moving"},
	"paid-wire":            {"paid-unknown", "paid-transfer"},
	"paid-gift-card":       {"paid-unknown", "gave-code"},
	"paid-crypto":          {"paid-unknown"},
	"paid-cash":            {"paid-unknown", "courier-coming"},
	"paid-unknown":         {"unauthorised-payment", "paid-transfer"},
	"invoice-paid":         {"paid-transfer", "paid-unknown", "work-computer"},
	"unauthorised-payment": {"paid-unknown", "money-moving", "gave-card"},
	"rang-number":          {"popup", "clicked-link"},
	"clicked-link":         {"gave-password", "tool-installed"},
	"bank-refused":         {"paid-unknown", "paid-transfer"},
	"recovery-offer":       {"paid-unknown"},
}

// bygone are the situations that a crisis becomes when it is over. Where cues
// tell of one of them, other words do not make it a crisis again.
var bygone = map[string][]string{
	"in-device":          {"was-in-device", "told-not-in"},
	"hacked-now":         {"was-in-device"},
	"phone-controlled":   {"was-in-device"},
	"courier-coming":     {"paid-cash"},
	"caller-on-line":     {"rang-number", "told-call-over"},
	"loved-one-on-phone": {"caller-on-line", "told-call-over"},
	"money-moving":       {"paid-transfer", "paid-wire", "paid-gift-card", "paid-crypto", "paid-cash", "paid-card", "invoice-paid", "unauthorised-payment"},
}
