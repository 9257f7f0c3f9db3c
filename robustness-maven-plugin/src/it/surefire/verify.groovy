String log = new File(basedir, 'build.log').text

assert log.contains('Tests run: 7, Failures: 0')
assert log.contains('BarsRobustnessIT.isBrokenByLargeSteps: attackSuccessRate is')
String report = new File(basedir, 'target/surefire-reports/TEST-it.BarsRobustnessIT.xml').text
assert report.contains('<testcase name="isBrokenByLargeSteps" ')
assert report.findAll(/<testcase name="\w+\[(untargeted|targeted \d|fake \d)\]"/).size() == 5
return true
