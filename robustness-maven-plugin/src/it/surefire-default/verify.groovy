String log = new File(basedir, 'build.log').text

assert log.contains('This build runs tests with maven-surefire-plugin 2.12.4, which does not know the JUnit Platform')
assert log.contains('Needed is 2.22.0 or newer')
assert log.contains('<artifactId>maven-surefire-plugin</artifactId>')
assert !log.contains('Compiling')
assert log.count('BUILD FAILURE') == 1
assert log.count('BUILD SUCCESS') == 4
assert log.count('not know the JUnit Platform') == log.count('no robustness test would run') + 1
assert log.contains('[WARNING] maven-surefire-plugin 2.12.4 does not know the JUnit Platform: it runs the classes named Test*')
return true
