import groovy.json.JsonSlurper

String log = new File(basedir, 'build.log').text
assert log.contains('Flakes: 2')
assert log.contains('All limits are met')

def files = new File(basedir, 'target/robustness').listFiles().findAll { it.name.endsWith('.json') }
assert files.collect { it.name.split('-')[1] }.toSet().size() == 2 : 'two processes wrote'
def parsed = files.collect { new JsonSlurper().parse(it) }
assert parsed.every { it.complete }
assert parsed.sum { it.errors.size() } == 2 : 'the failures of the first runs are kept'
return true
