# Scores texts with SpamAssassin, local rules only, in one process. It opens no
# connection, learns nothing and keeps nothing. In: JSON lines with "text" and
# "channel". Out: the version, then for each line its score and the seconds it
# took. make corpus runs it; it needs the Debian package spamassassin.
use strict;
use warnings;
use JSON::PP qw(decode_json);
use Mail::SpamAssassin;
use Time::HiRes qw(time);

my ($state) = @ARGV or die "usage: spamassassin.pl an-empty-folder <texts.jsonl\n";

my $checker = Mail::SpamAssassin->new({
	local_tests_only     => 1,
	dont_copy_prefs      => 1,
	userprefs_filename   => '/dev/null',
	userstate_dir        => $state,
	home_dir_for_helpers => $state,
	# nothing is remembered from one text to the next
	post_config_text => "dns_available no\nuse_bayes 0\nbayes_auto_learn 0\nuse_auto_welcomelist 0\nuse_txrep 0\n",
});
$checker->compile_now(0);
$| = 1;
print 'SpamAssassin ', Mail::SpamAssassin->VERSION, "\n";

# mail wraps a text in the smallest whole mail. Only mails have a subject of
# their own: their first line.
sub mail {
	my ($n, $text, $channel) = @_;
	my ($subject, $body) = ('Message', $text);
	($subject, $body) = split /\n/, $text, 2 if $channel eq 'email';
	$body = '' unless defined $body;
	$subject = '' unless defined $subject;
	$subject =~ s/[\r\n]+/ /g;
	utf8::encode($subject);
	utf8::encode($body);
	my @head = (
		'From: Sender <sender@example.com>',
		'To: Reader <reader@example.org>',
		"Subject: $subject",
		'Date: ' . rfc_date(),
		"Message-ID: <text.$n\@example.com>",
		'MIME-Version: 1.0',
		'Content-Type: text/plain; charset=utf-8',
		'Content-Transfer-Encoding: 8bit',
	);
	return join("\n", @head) . "\n\n$body\n";
}

sub rfc_date {
	my @t = gmtime;
	my @day = qw(Sun Mon Tue Wed Thu Fri Sat);
	my @month = qw(Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec);
	return sprintf '%s, %02d %s %d %02d:%02d:%02d +0000', $day[$t[6]], $t[3], $month[$t[4]], $t[5] + 1900, @t[2, 1, 0];
}

while (my $line = <STDIN>) {
	my $in = decode_json($line);
	my $raw = mail($., $in->{text}, $in->{channel} || '');
	my $start = time;
	my $mail = $checker->parse($raw);
	my $status = $checker->check($mail);
	my $score = $status->get_score;
	$status->finish;
	$mail->finish;
	printf "%.3f %.6f\n", $score, time - $start;
}
$checker->finish;
