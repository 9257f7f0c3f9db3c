import groovy.json.JsonSlurper

['allure-junit5', 'allure-jupiter'].each { artifact ->
    File folder = new File(basedir, "target/${artifact}")
    def results = folder.listFiles().findAll { it.name.endsWith('-result.json') }.collect { new JsonSlurper().parse(it) }
    assert results.size() == 7 : artifact
    def test = results.find { it.fullName.contains('isBrokenByLargeSteps') }
    assert test.status == 'passed'
    def parameters = test.parameters.collectEntries { [it.name, it.value] }
    assert parameters.attack == 'Fgsm'
    assert parameters.norm == 'LINF'
    assert parameters.epsilon == '0.4'
    assert parameters.seed == '0'
    assert parameters.attackSuccessRate ==~ /\d+ of \d+/
    assert test.parameters.find { it.name == 'attackSuccessRate' }.excluded
    def target = results.find { it.name == 'isAttackedInEveryWay[targeted 1]' }.parameters.collectEntries { [it.name, it.value] }
    assert target.target == '1'
    assert target.targetName == 'down'
    assert results.find { it.name == 'isAttackedInEveryWay[targeted 1]' }.parameters.find { it.name == 'targetName' }.excluded
    def pictures = test.attachments.findAll { it.type == 'image/png' }
    assert pictures.size() == 3
    pictures.each { assert new File(folder, it.source).bytes[1..3] == 'PNG'.bytes.toList() }
    def json = test.attachments.find { it.type == 'application/json' }
    assert new JsonSlurper().parse(new File(folder, json.source)).attack.name == 'Fgsm'
}
return true
