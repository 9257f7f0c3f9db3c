String log = new File(basedir, 'build.log').text

assert log.contains('first:')
assert log.contains('second:')
assert log.contains('All limits are met')
assert log.findAll(/  - BarsRobustnessIT\.isBrokenByLargeSteps: attackSuccessRate/).size() >= 2
assert log.contains('third: depends on robustness-junit-engine, but has no results')
String report = new File(basedir, 'target/robustness/aggregate.html').text
assert report.contains('<h2>first</h2>')
assert report.contains('<h2>second</h2>')
assert report.contains('violation</h1>')
return true
