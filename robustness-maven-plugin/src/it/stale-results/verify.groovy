String log = new File(basedir, 'build.log').text
// messages as they were before they were broken into lines
String unwrapped = log.replaceAll(/\n\[(?:ERROR|WARNING|INFO)\] {2,}(?![ >-])/, ' ')

assert log.contains('1 result file(s) are older than this build')
assert unwrapped.contains('bind the goal prepare')
assert log.contains('All limits are met')
assert new File(basedir, 'target/robustness/index.html').text.contains('all limits are met')
return true
