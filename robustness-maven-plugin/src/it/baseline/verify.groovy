String log = new File(basedir, 'build.log').text
// messages as they were before they were broken into lines
String unwrapped = log.replaceAll(/\n\[(?:ERROR|WARNING|INFO)\] {2,}(?![ >-])/, ' ')

assert unwrapped.contains('robustness-baseline.json does not exist; create it with -Drobustness.baseline.update=true')
assert (log =~ /The baseline .*robustness-baseline\.json now holds 2 evaluation/).find()
assert (log =~ /2 evaluation\(s\) were compared with the baseline/).count == 4
assert unwrapped.contains('LineRobustnessIT.isAttacked: is worse than the baseline: 16 samples newly broken, 0 no longer'
        + ' (p = 3.1e-05, adjusted for the 2 evaluations compared), first newly broken: 4, 5, 6, 7, 8, 9, 10, 11, 28,'
        + ' 29, ...')

assert (log =~ /\[INFO\] 1 evaluation\(s\) of the baseline were not compared, because only some of the tests were run: the command line selects them by -Dit\.test=LineRobustnessIT/).count == 1
assert unwrapped.contains('[WARNING] Only some of the tests were run: the command line selects them by -Dit.test=LineRobustnessIT.'
        + ' That others have no result is no violation; if these are all, say -Drobustness.partial=false')
assert log.count('[WARNING] Only some of the tests were run') == 2
assert log.contains('and only some of the tests were run (the command line selects them by -Dit.test=Plain*): nothing was checked')
assert !log.contains('selects them by -Dtest')
assert (unwrapped =~ /robustness-baseline\.json was not updated: only some of the tests were run/).find()
assert unwrapped.count('OtherRobustnessIT.isAttacked: is in the baseline with Fgsm and epsilon 0.1, but has no result now;'
        + ' correct that, or let the baseline follow with -Drobustness.baseline.update=true') >= 2

assert log.contains('      mvn verify -Drobustness.baseline.update=true')
String baseline = new File(basedir, 'robustness-baseline.json').text
assert baseline.contains('"broken" : "12-27"')
return true
