String log = new File(basedir, 'build.log').text
// messages as they were before they were broken into lines
String unwrapped = log.replaceAll(/\n\[(?:ERROR|WARNING|INFO)\] {2,}(?![ >-])/, ' ')

assert log.contains('All limits are met')
assert log.contains('[INFO] it.BarsRobustnessIT: model bars, LINF')
assert (log =~ /\[INFO\]   PASS +standsSmallSteps +Pgd +0\.02 +0\/100 /).find()
assert (log =~ /\[INFO\]   RECORDED +isBrokenByLargeSteps +Fgsm +0\.4 +\d+\/100 /).find()

assert log.contains('The robustness gate found')
assert (unwrapped =~ /BarsRobustnessIT\.isBrokenByLargeSteps: attackSuccessRate is [\d.]+ % \(\d+ of \d+\), but the maximum is 0\.1 %/).find()
assert (unwrapped =~ /BarsRobustnessIT\.isBrokenByLargeSteps: robustAccuracy is [\d.]+ % \(\d+ of \d+\), but the minimum is 99\.99 %/).find()
assert log.contains('Deleted 1 result file(s) of earlier builds')

assert log.contains('skipITs is set: nothing was checked')

assert log.contains('[WARNING] BarsRobustnessIT.isBrokenByLargeSteps: attackSuccessRate is')
assert log.contains("      mvn test-compile robustness:replay"
        + " -Drobustness.replay.test=BarsRobustnessIT.isBrokenByLargeSteps -Drobustness.replay.export=target/broken")
assert log.contains('> To harden the model, give the test @Harden and its class @TrainingSamples, then:')
String report = new File(basedir, 'target/robustness/index.html').text
assert report.contains('isBrokenByLargeSteps')
assert report.contains('data:image/png;base64,')
assert report.contains('class="fail"')
assert !report.contains('<script')
assert report.replaceAll('</?span>', '').contains('<code>mvn test-compile robustness:harden -Drobustness.harden.test&#x3D;BarsRobustnessIT.isBrokenByLargeSteps ')
return true
