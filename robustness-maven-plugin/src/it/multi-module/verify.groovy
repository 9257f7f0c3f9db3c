String log = new File(basedir, 'build.log').text

assert log.contains('first:')
assert log.contains('second:')
assert log.contains('All limits are met')
assert log.findAll(/  - BarsRobustnessIT\.isBrokenByLargeSteps: attackSuccessRate/).size() >= 2
String report = new File(basedir, 'target/robustness/aggregate.html').text
assert report.contains('<h2>first</h2>')
assert report.contains('<h2>second</h2>')
assert report.contains('violations</h1>')
return true
