String log = new File(basedir, 'build.log').text

assert log.contains('All limits are met')
assert (log =~ /PointsRobustnessIT\.standsSmallSteps .*Pgd .*PASS/).find()
assert (log =~ /PointsRobustnessIT\.isBrokenByLargeSteps .*Fgsm .*RECORDED/).find()

assert log.contains('The robustness gate found')
assert (log =~ /PointsRobustnessIT\.isBrokenByLargeSteps: attackSuccessRate is [\d.]+ % \(\d+ of \d+\), but the maximum is 0\.1 %/).find()
assert (log =~ /PointsRobustnessIT\.isBrokenByLargeSteps: robustAccuracy is [\d.]+ % \(\d+ of \d+\), but the minimum is 99\.99 %/).find()
assert log.contains('Deleted 1 result file(s) of earlier builds')

assert log.contains('skipITs is set: nothing was checked')
return true
