String log = new File(basedir, 'build.log').text

assert log.contains('Tests run: 7, Failures: 0')
assert log.contains('BarsRobustnessIT.isBrokenByLargeSteps: attackSuccessRate is')
return true
