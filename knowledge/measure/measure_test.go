package measure
import "testing"
func TestX(t *testing.T) {
	for _, w := range []string{"cat","computer","bank","apple","table","make","stopped","ended","wanted","passed","the","be","see","people","money","account","159","0300","—","","reportfraud.police.uk","e.g.","a/b","don't","Wi-Fi","password","every","fire","create","idea","ring!","“Hello”","being","going","queue","eye","named","used","needed","closes","changes","area","video","once","scheme","because","Microsoft","HMRC"} { t.Logf("%q %d", w, Syllables(w)) }
	for _, s := range []string{"The cat sat on the mat.","Hang up. Ring your bank on 159.", "", "...", "One two\nthree four", "He said \"Stop.\" Then he left.", "Visit reportfraud.police.uk now. Then wait.", "Is it? Yes! No.", "Call 0300 123 2040 now", "a (b. c) d", "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", "Wait… what", "He left.) Then", "“Stop.” Then go."} { t.Logf("%q %+v %q", s, Of(s), Sentences(s)) }
}
