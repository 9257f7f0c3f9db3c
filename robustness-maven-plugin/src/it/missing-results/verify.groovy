String log = new File(basedir, 'build.log').text

assert log.contains('results: there are none; robustness tests have to run before the gate')
assert log.contains('    > This module does not depend on robustness-junit-engine: add it, in the scope test')
assert log.contains('skipTests is set: nothing was checked')
assert log.contains('robustness.failIfNoResults is false: nothing was checked')
assert log.contains('The limit on attackSuccessRate is 10, but must lie between 0 and 1')
return true
