String log = new File(basedir, 'build.log').text

assert log.contains('robustness-baseline.json does not exist; create it with -Drobustness.baseline.update=true')
assert (log =~ /The baseline .*robustness-baseline\.json now holds 1 evaluation/).find()
assert (log =~ /1 evaluation\(s\) were compared with the baseline/).count == 3
assert log.contains('LineRobustnessIT.isAttacked: is worse than the baseline: 16 samples newly broken, 0 no longer'
        + ' (p = 1.5e-05), first newly broken: 4, 5, 6, 7, 8, 9, 10, 11, 28, 29, ...')

String baseline = new File(basedir, 'robustness-baseline.json').text
assert baseline.contains('"broken" : "12-27"')
return true
