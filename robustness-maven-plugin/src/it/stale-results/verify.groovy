String log = new File(basedir, 'build.log').text

assert log.contains('1 result file(s) are older than this build')
assert log.contains('bind the goal prepare')
assert log.contains('All limits are met')
assert new File(basedir, 'target/robustness/index.html').text.contains('all limits are met')
return true
