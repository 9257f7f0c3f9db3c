String log = new File(basedir, 'build.log').text

assert log.contains('All limits are met')
assert (log =~ /BarsRobustnessIT\.standsSmallSteps .*Pgd .*PASS/).find()
assert (log =~ /BarsRobustnessIT\.isBrokenByLargeSteps .*Fgsm .*RECORDED/).find()

assert log.contains('The robustness gate found')
assert (log =~ /BarsRobustnessIT\.isBrokenByLargeSteps: attackSuccessRate is [\d.]+ % \(\d+ of \d+\), but the maximum is 0\.1 %/).find()
assert (log =~ /BarsRobustnessIT\.isBrokenByLargeSteps: robustAccuracy is [\d.]+ % \(\d+ of \d+\), but the minimum is 99\.99 %/).find()
assert log.contains('Deleted 1 result file(s) of earlier builds')

assert log.contains('skipITs is set: nothing was checked')

assert log.contains('[WARNING] BarsRobustnessIT.isBrokenByLargeSteps: attackSuccessRate is')
String report = new File(basedir, 'target/robustness/index.html').text
assert report.contains('isBrokenByLargeSteps')
assert report.contains('data:image/png;base64,')
assert report.contains('class="fail"')
assert !report.contains('<script')
return true
