String log = new File(basedir, 'build.log').text

assert log.contains('The model missed a limit')
assert log.contains('There is no verdict on the model')
assert log.contains('What to attack is not said')
assert log.contains('Nothing is attacked')
assert new File(basedir, 'target/robustness-attack/index.html').text.contains('pipeline')
assert new File(basedir, 'target/my results #1/index.html').file
return true
