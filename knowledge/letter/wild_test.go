package letter

import "testing"

// TestWildAmounts: sums in words that were written before the reader was looked at.
func TestWildAmounts(t *testing.T) {
	for _, c := range [][2]string{
		{"four an a half grand", "£4,500"}, {"bout £1.2k", "about £1,200"}, {"two grand and fifty quid", "£2,050"}, {"£2,000.50p", "£2,000.50"},
		{"twelve hundred", "£1,200"}, {"1 thousand 2 hundred", "£1,200"}, {"£ 3 450.00", "£3,450"}, {"3.500,00 €", "€3,500"}, {"6 and a half k", "£6,500"},
		{"just under 900", "about £900"}, {"a couple of hundred quid", "about £200"}, {"2 x £500", "£500; £500"}, {"£500 twice", "£500; £500"},
		{"three lots of 250", "£250; £250; £250"}, {"750 then 1200", "£750; £1,200"}, {"750 + 1,200", "£750; £1,200"}, {"5 hundred", "£500"},
		{"eight hundred and ninety nine pounds ninety nine", "£899.99"}, {"one hundred thousand", "£100,000"}, {"0.5k", "£500"},
		{"GBP 1,234.56", "£1,234.56"}, {"USD 399", "US$399"}, {"399 bucks", "US$399"}, {"1,5k", "£1,500"}, {"two and a half thousand", "£2,500"},
		{"£4500 i think", "about £4,500"}, {"it was 4500 pound", "£4,500"}, {"4,500 quid give or take", "about £4,500"}, {"£1,999.9", "£1,999.90"},
		{"₹50,000", "INR 50,000"}, {"Rs 1,50,000", "INR 150,000"}, {"Five Thousand", "£5,000"}, {"£3'500", "£3,500"}, {"between 400 and 500", "[range]"},
		{"400 to 500", "[range]"}, {"no wait £1,300", "£1,300"}, {"a tenner", "£10"}, {"a fiver", "£5"}, {"twenty quid", "£20"}, {"1k each, two of them", "£1,000; £1,000"},
		{"2 payments of £1,000", "£1,000; £1,000"}, {"two of 1k", "£1,000; £1,000"}, {"£4,500.00 in total", "£4,500"}, {"three payments 100 200 and 300", "£100; £200; £300"},
		{"4 and a half thousand quid", "£4,500"}, {"nine hundred odd", "about £900"}, {"over 2 grand", "about £2,000"}, {"£10,000 (ten thousand)", "£10,000"},
		{"seven hundred fifty", "£750"}, {"one thousand and one", "£1,001"}, {"£1.500", "£1,500"}, {"€1.500", "€1,500"}, {"4500GBP", "£4,500"},
		{"£4500,00", "£4,500"}, {"two hundred and fifty thousand", "£250,000"}, {"600 AUD", "A$600"}, {"C$250", "C$250"}, {"600 aussie dollars", "A$600"},
		{"£1 200", "£1,200"}, {"1200 pounds and 50 pence", "£1,200.50"}, {"£12.5k", "£12,500"}, {"2grand", "£2,000"}, {"3hundred", "£300"},
		{"£2000 and another £1500", "£2,000; £1,500"}, {"£2,000 first, £1,500 later, then £300", "£2,000; £1,500; £300"}, {"900, 450, 450", "£900; £450; £450"},
		{"£0", "[not-positive]"}, {"-£500", "[not-positive]"}, {"all of it", "[no-amount]"}, {"my life savings", "[no-amount]"},
		{"£４５００", "£4,500"}, {"٤٥٠٠", "£4,500"}, {"four thousand, five hundred", "£4,500"}, {"two thousand three hundred and forty five pounds and sixty seven pence", "£2,345.67"},
		{"£150.00 and £75.50", "£150; £75.50"}, {"1500 - thats two payments of 750", "£750; £750"}, {"£299.99 (plus £49.99 for the antivirus)", "£299.99; £49.99"},
		{"£1,200 not 1,500", "£1,200"}, {"4929 1234 5678 9012", "[no-amount]"}, {"20-30-40", "[range]"}, {"quarter of a million", "£250,000"}, {"50 pence", "£0.50"},
		{"eight fifty", "[no-amount]"}, {"£4.500.000", "£4,500,000"}, {"twenty two thousand and fifteen pound", "£22,015"}, {"2 lots of £400 and one of £50", "£400; £400; £50"},
		{"£1,000 from Nationwide and £250 from Monzo", "£1,000; £250"}, {"15 hundred", "£1,500"}, {"a thousand quid and then two hundred more", "£1,000; £200"},
		{"£85,000.01", "£85,000.01"}, {"9,99", "£9.99"}, {"pound 500", "£500"}, {"500 sterling", "£500"}, {"5oo", "[no-amount]"}, {"4500.", "£4,500"}, {"£4,500!!", "£4,500"},
		{"i paid five hundred pounds on my visa", "£500"}, {"one payment of nine hundred", "£900"}, {"first one was 200 the second one 350", "£200; £350"},
		{"first 200 and second 350", "£200; £350"}, {"£20 a month", "£20"}, {"over a thousand", "about £1,000"}, {"at least £700", "about £700"}, {"up to 800", "about £800"},
		{"seven hundred and summat", "about £700"}, {"it was in 3 goes, 400 each", "£400; £400; £400"}, {"£500, £500, £500", "£500; £500; £500"},
		{"3 grand 2 hundred", "£3,200"}, {"a hundred", "£100"}, {"one hundred pounds and one penny", "£100.01"}, {"thirty thousand pounds and a penny", "£30,000.01"},
		{"100 quid exactly", "£100"}, {"12000kr", "[no-amount]"}, {"5000 PLN", "PLN 5,000"}, {"5000 zł", "PLN 5,000"}, {"¥5000", "JPY 5,000"}, {"0.3 bitcoin", "[no-amount]"}, {"2 btc", "[no-amount]"},
		{"i sent 1200 then the next day another 800", "£1,200; £800"}, {"£1.2 million", "£1,200,000"}, {"900 quid in total, 400 and 500", "£400; £500"}, {"nine thousand nine hundred and ninety nine pounds and ninety nine p", "£9,999.99"},
		{"about 2 and a half thousand pounds i think", "about £2,500"}, {"£2k-£3k", "[range]"}, {"the first was £40, the second £60 and the third £100", "£40; £60; £100"}, {"3 transfers: 1000, 2000, 3000", "£1,000; £2,000; £3,000"},
		{"five payments of £200 and two of £50", "£200; £200; £200; £200; £200; £50; £50"}, {"a hundred and twenty five thousand", "£125,000"}, {"1 payment of 12,450 pounds", "£12,450"}, {"he took £9k and then £999", "£9,000; £999"},
		{"i gave him five £100 cards", "£100; £100; £100; £100; £100"}, {"4 x 250 = 1000", "£250; £250; £250; £250"}, {"$1,299.00 USD", "US$1,299"}, {"€50 euros", "€50"}, {"£500.00 on 3/11/26 and £250.00 on 4/11/26", "£500; £250"},
		{"around two to three hundred", "[range]"}, {"six hundred and fifty two pounds eighteen", "£652.18"}, {"60p", "£0.60"}, {"one pound", "£1"}, {"1", "£1"}, {"£ five hundred", "£500"}, {"two-thousand pounds", "£2,000"}, {"twenty-five hundred", "£2,500"},
		{"i dont know, maybe 700?", "about £700"}, {"£7OO", "[no-amount]"}, {"my card ends 4021", "[no-amount]"}, {"at 4 oclock i sent 450", "£450"}, {"450 at half past 4", "£450"}, {"2 payments", "[no-amount]"}, {"on the 3rd £200 and on the 4th £300", "£200; £300"},
		{"It was £1,849.99, from my savings.", "£1,849.99"}, {"4,5", "£4.50"}, {"4.500", "£4,500"}, {"fourty five hundred", "£4,500"}, {"tree hundred", "£300"}, {"thre hundred", "£300"},
	} {
		if got := sumsText(c[0], "GBP"); got != c[1] {
			t.Errorf("%q: got %s, want %s", c[0], got, c[1])
		}
	}
}

// TestWildDates: days in words that were written before the reader was looked at.
func TestWildDates(t *testing.T) {
	for _, c := range [][2]string{
		{"yday", "Sunday 22 November 2026"}, {"just now", "Monday 23 November 2026"}, {"an hour ago", "Monday 23 November 2026"}, {"half an hour ago", "Monday 23 November 2026"},
		{"the night before last", "Saturday 21 November 2026, night"}, {"day before yesterday", "Saturday 21 November 2026"}, {"three days back", "Friday 20 November 2026"},
		{"a week ago yesterday", "Sunday 15 November 2026"}, {"a week last Tuesday", "Tuesday 10 November 2026"}, {"Friday just gone", "Friday 20 November 2026"}, {"saturday gone", "Saturday 21 November 2026"},
		{"this Sunday", "Sunday 22 November 2026"}, {"3rd of this month", "Tuesday 3 November 2026"}, {"the 28th of last month", "Wednesday 28 October 2026"}, {"1st nov", "Sunday 1 November 2026"},
		{"november the first", "Sunday 1 November 2026"}, {"twenty first of October", "Wednesday 21 October 2026"}, {"21st Oct '26", "Wednesday 21 October 2026"}, {"21.10.26", "Wednesday 21 October 2026"},
		{"2026/10/21", "Wednesday 21 October 2026"}, {"21 10 26", "Wednesday 21 October 2026"}, {"21 10 2026", "Wednesday 21 October 2026"}, {"Oct 2026", "October 2026"}, {"in October", "October 2026"},
		{"early October", "about October 2026"}, {"beginning of october", "about October 2026"}, {"end of last month", "October 2026"}, {"mid september", "about September 2026"},
		{"christmas eve", "Wednesday 24 December 2025"}, {"boxing day", "Friday 26 December 2025"}, {"christmas day", "Thursday 25 December 2025"}, {"new year's day", "Thursday 1 January 2026"}, {"new years eve", "Wednesday 31 December 2025"},
		{"bonfire night", "Thursday 5 November 2026"}, {"halloween", "Saturday 31 October 2026"}, {"my birthday", "[no-date]"}, {"valentines day", "Saturday 14 February 2026"},
		{"about a year ago", "about November 2025"}, {"6 weeks ago", "about Monday 12 October 2026"}, {"ten days ago", "Friday 13 November 2026"}, {"3 wks ago", "about Monday 2 November 2026"},
		{"Thursday 5th November", "Thursday 5 November 2026"}, {"5/11/26 around 2.30pm", "Thursday 5 November 2026, 2:30pm"}, {"2/11 at 3pm", "Monday 2 November 2026, 3pm"},
		{"31/02/2026", "[no-such-day]"}, {"30 Feb", "[no-such-day]"}, {"31 April", "[no-such-day]"}, {"tomorrow", "[future]"}, {"next week", "[future]"}, {"29/2/2026", "[no-such-day]"}, {"29 Feb 2024", "Thursday 29 February 2024"},
		{"13/13/2026", "[no-such-day]"}, {"00/00/0000", "[no-such-day]"}, {"32nd", "[no-such-day]"}, {"25/12", "Thursday 25 December 2025"}, {"24 Nov", "Monday 24 November 2025"},
		{"3rd or 4th", "[range]"}, {"between 3rd and 5th", "[range]"}, {"3 and 5 Nov", "Tuesday 3 November 2026; Thursday 5 November 2026"}, {"on monday 9th", "Monday 9 November 2026"}, {"Mon 9 Nov 26", "Monday 9 November 2026"},
		{"9 Noveber", "Monday 9 November 2026"}, {"sept 9", "Wednesday 9 September 2026"}, {"Septmber 9th", "Wednesday 9 September 2026"}, {"weds", "Wednesday 18 November 2026"}, {"thurs last week", "Thursday 19 November 2026"},
		{"last week tuesday", "Tuesday 17 November 2026"}, {"monday before last", "Monday 9 November 2026"}, {"dunno", "[no-date]"}, {"the other day", "[no-date]"}, {"end of october", "about October 2026"},
		{"3 november 2026 13:45", "Tuesday 3 November 2026, 1:45pm"}, {"yestarday", "Sunday 22 November 2026"}, {"yesteday", "Sunday 22 November 2026"}, {"the twenty-third", "Monday 23 November 2026"},
		{"twenty third of august", "Sunday 23 August 2026"}, {"1st of the month", "Sunday 1 November 2026"}, {"6th of jan this year", "Tuesday 6 January 2026"}, {"6 jan last year", "Monday 6 January 2025"},
		{"a year and a month ago", "about October 2025"}, {"7 October 2024", "Monday 7 October 2024"}, {"6/10/24", "Sunday 6 October 2024"}, {"this time last week", "about Monday 16 November 2026"}, {"this time last year", "about November 2025"},
		{"exactly a year ago", "Sunday 23 November 2025"}, {"first of november", "Sunday 1 November 2026"}, {"20261021", "Wednesday 21 October 2026"}, {"21102026", "Wednesday 21 October 2026"},
		{"it was a friday, the 13th", "Friday 13 November 2026"}, {"on the 13th, a friday", "Friday 13 November 2026"}, {"Nov 3, 2026", "Tuesday 3 November 2026"}, {"11/13/2026", "Friday 13 November 2026"}, {"Fri 13th", "Friday 13 November 2026"},
		{"earlier today", "Monday 23 November 2026"}, {"early this morning", "Monday 23 November 2026, morning"}, {"sunday evening", "Sunday 22 November 2026, evening"}, {"sat night", "Saturday 21 November 2026, night"},
		{"on saturday at half past two", "Saturday 21 November 2026"}, {"two days before yesterday", "Friday 20 November 2026"}, {"14 months back", "about September 2025"}, {"fourteen months since", "about September 2025"},
		{"13 months and a day ago", "about October 2025"}, {"over a year ago", "about November 2025"}, {"last summer", "[no-date]"}, {"in the spring", "[no-date]"}, {"september last year", "September 2025"}, {"last september", "September 2026"},
		{"3/11 and 5/11", "Tuesday 3 November 2026; Thursday 5 November 2026"}, {"the 3rd and then the 5th", "Tuesday 3 November 2026; Thursday 5 November 2026"}, {"both yesterday", "Sunday 22 November 2026"}, {"same day", "[no-date]"},
		{"first one friday, second one saturday", "Friday 20 November 2026; Saturday 21 November 2026"}, {"monday and tuesday last week", "Monday 16 November 2026; Tuesday 17 November 2026"}, {"tue 17th, wed 18th", "Tuesday 17 November 2026; Wednesday 18 November 2026"},
		{"1/1/1900", "[long-ago]"}, {"3rd Nov 20226", "[no-date]"}, {"3/11/2062", "[future]"}, {"two months ago on the 4th", "Friday 4 September 2026"}, {"9 novembre", "Monday 9 November 2026"}, {"a year ago last march", "March 2025"},
		{"four days ago in the afternoon", "Thursday 19 November 2026, afternoon"}, {"Wed 18/11", "Wednesday 18 November 2026"}, {"18/11 wed", "Wednesday 18 November 2026"}, {"3/11/2o26", "[no-date]"}, {"around the 10th", "about Tuesday 10 November 2026"},
		{"on tuesday the 17th of november at about 4pm", "Tuesday 17 November 2026, 4pm"}, {"monday a week ago", "Monday 16 November 2026"}, {"2 weeks ago today", "Monday 9 November 2026"}, {"wednesday of last week", "Wednesday 18 November 2026"}, {"last thursday night", "Thursday 19 November 2026, night"},
		{"on remembrance sunday", "[no-date]"}, {"the first of november", "Sunday 1 November 2026"}, {"1 11 26", "Sunday 1 November 2026"}, {"3rd november just gone", "Tuesday 3 November 2026"}, {"this past friday", "Friday 20 November 2026"}, {"the friday before last", "Friday 13 November 2026"},
		{"friday week", "[future]"}, {"a month ago today", "Friday 23 October 2026"}, {"in march this year", "March 2026"}, {"back in june", "June 2026"}, {"june 2025", "June 2025"}, {"june time", "June 2026"}, {"sometime in september", "about September 2026"}, {"it started in august", "August 2026"},
		{"about 3 or 4 weeks ago", "[range]"}, {"17-11-26", "Tuesday 17 November 2026"}, {"17.11", "Tuesday 17 November 2026"}, {"Nov 17th 2026 at 14:05", "Tuesday 17 November 2026, 2:05pm"}, {"the 17th and 18th of november", "Tuesday 17 November 2026; Wednesday 18 November 2026"},
		{"i think tuesday", "about Tuesday 17 November 2026"}, {"tuesday or wednesday", "[range]"}, {"tuesday, maybe wednesday", "[range]"}, {"between tuesday and thursday", "[range]"}, {"from monday to wednesday", "[range]"}, {"not sure", "[no-date]"}, {"two sundays ago", "Sunday 15 November 2026"},
		{"30/02", "[no-such-day]"}, {"31/11/2026", "[no-such-day]"}, {"31st of june", "[no-such-day]"}, {"40/1/2026", "[no-such-day]"}, {"on the 45th", "[no-such-day]"}, {"in two days", "[future]"}, {"24 november 2026", "[future]"}, {"December 2026", "[future]"},
		{"14 months and 2 weeks ago", "about September 2025"}, {"less than a week ago", "about Monday 16 November 2026"}, {"thursady", "Thursday 19 November 2026"}, {"wendesday", "Wednesday 18 November 2026"}, {"febuary 3rd", "Tuesday 3 February 2026"},
	} {
		if got := daysText(c[0], today); got != c[1] {
			t.Errorf("%q: got %s, want %s", c[0], got, c[1])
		}
	}
}
