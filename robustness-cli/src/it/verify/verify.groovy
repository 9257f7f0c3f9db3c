String log = new File(basedir, 'build.log').text

assert log.contains('proved   a small box.vnnlib')
assert log.contains('broken   a large box.vnnlib') && log.contains('  X = ') && log.contains('  Y = ')
assert log.contains('A property of the model is broken')
assert log.contains('the model ends in a function, such as softmax')
assert log.contains('A property is neither proved nor broken')
assert log.contains('What to verify is not said')
assert log.contains('Nothing is verified')
return true
