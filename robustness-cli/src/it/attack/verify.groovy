String log = new File(basedir, 'build.log').text

String last = log.substring(log.indexOf('Invalid maximum heap size'))
assert log.contains('The model missed a limit')
assert last.contains('There is no verdict on the model') && !last.contains('missed a limit')
assert log.contains('There is no verdict on the model')
assert log.contains('What to attack is not said')
assert log.contains('Nothing is attacked')
assert new File(basedir, 'target/robustness-attack/index.html').text.contains('pipeline')
assert new File(basedir, 'target/my results #1/index.html').file
return true
