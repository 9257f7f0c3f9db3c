String log = new File(basedir, 'build.log').text
// messages as they were before they were broken into lines
String unwrapped = log.replaceAll(/\n\[(?:ERROR|WARNING|INFO)\] {2,}(?![ >-])/, ' ')

assert log.contains('first:')
assert log.contains('second:')
assert log.contains('All limits are met')
assert log.findAll(/  - BarsRobustnessIT\.isBrokenByLargeSteps: attackSuccessRate/).size() >= 2
assert log.contains('third: depends on robustness-junit-engine, but has no results')
assert log.contains('      mvn -P third verify -pl :third')
assert log.contains('      mvn test-compile robustness:replay -pl :first'
        + ' -Drobustness.replay.test=BarsRobustnessIT.isBrokenByLargeSteps -Drobustness.replay.export=target/broken')
assert log.contains('BarsRobustnessIT is named for Failsafe, which does not run in this build')
String report = new File(basedir, 'target/robustness/aggregate.html').text
assert report.contains('<h2>first</h2>')
assert report.contains('<h2>second</h2>')
assert report.contains('violation</h1>')
return true
