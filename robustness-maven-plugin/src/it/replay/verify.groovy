String log = new File(basedir, 'build.log').text

assert log.contains('The model predicts for every stored candidate what was recorded')
assert log.contains('The replay found ')
assert (log =~ /ReplayedRobustnessIT\.resistsFgsm: \d+ of \d+ candidates are predicted otherwise than recorded/).find()
assert log.contains('ReplayedRobustnessIT.resistsFgsm: the model is another one: its sha256 was')
assert log.contains("robustness.replay.test is 'nothing', which matches none of the tests with results")
assert new File(basedir, 'target/robustness/candidates').directory
assert new File(basedir, 'target/exported/ReplayedRobustnessIT.resistsFgsm').list().any { it.endsWith('-adversarial.npy') }
return true
