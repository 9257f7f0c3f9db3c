String log = new File(basedir, 'build.log').text

// the goals from the root
assert log.count('Nothing to replay here: the packaging is pom') == 3
assert log.count('Nothing to replay here: robustness-junit-engine is not on the test classpath') == 3
assert log.count("Nothing to replay here: robustness.replay.test is 'Hardened*[epsilon=0.20000000298023224]',"
        + ' which matches none of the tests with results') == 1
assert log.count('The model predicts for every stored candidate what was recorded') == 1
// in each of the modules, and once more where points is skipped
assert (log =~ /robustness\.replay\.test is 'nothing', which matches none of the tests with results in \S+digits\S+; \* stands for any characters, and the tests are HardenedRobustnessIT\.resistsPgd\[epsilon=0\.2\], HardenedRobustnessIT\.resistsPgd\[epsilon=0\.3\]/).count >= 2
assert (log =~ /robustness\.replay\.test is 'nothing', which matches none of the tests with results in \S+points\S+; \* stands for any characters, and the tests are PointsRobustnessIT.Errors\.hasAnErrorOfItsOwn, PointsRobustnessIT\.resistsPgd/).find()
assert log.contains('Results of earlier builds are kept: no test is run')
assert log.contains("Nothing to harden here: robustness.harden.test is 'nothing', which matches no robustness test")
assert (log =~ /robustness\.harden\.test is 'nothing', which matches no robustness test in \S+digits\S+; \* stands for any characters\. Tests with @Harden: \[HardenedRobustnessIT\.resistsPgd\[epsilon=0\.2\], HardenedRobustnessIT\.resistsPgd\[epsilon=0\.3\]\]; without it: none/).find()
assert log.contains("robustness.harden.test is 'PointsRobustnessIT.resistsPgd', which matches [PointsRobustnessIT.resistsPgd],"
        + ' but no test with @Harden. The annotation says how the model is hardened.')
assert log.contains('@TrainingSamples')

// what is printed is what is run below
List<String> printed = log.readLines()
        .findAll { it.startsWith('[WARNING]') && it.contains(' mvn ') }
        .collect { it.substring(it.indexOf('mvn ')) }
        .unique()
String plugin = 'org.robustness4j:robustness-maven-plugin:0.1.0-SNAPSHOT'
String given = " -Dmaven.repo.local=${localRepositoryPath}"
String seeAgain = "mvn test-compile ${plugin}:replay -pl :digits -am" +
        " -Drobustness.replay.test='HardenedRobustnessIT.resistsPgd[epsilon=0.2]' -Drobustness.replay.export=target/broken" +
        "${given} -Drobustness.workers=2"
String harden = "mvn test-compile ${plugin}:harden -pl :digits -am" +
        " -Drobustness.harden.test='HardenedRobustnessIT.resistsPgd[epsilon=0.3]'${given} -Drobustness.workers=2"
String alone = "mvn verify -pl :points -Dit.test='PointsRobustnessIT,PointsRobustnessIT\$*'" +
        " -Drobustness.verdict=fail${given} -Drobustness.failOnViolation=false -Drobustness.workers=2"
assert printed.containsAll([seeAgain, harden, alone]*.toString()) : printed
assert printed.contains("" + "mvn test-compile robustness:replay -pl :points" +
        " -Drobustness.replay.test=PointsRobustnessIT.resistsPgd -Drobustness.replay.export=target/broken" +
        "${given} -Drobustness.workers=2")
assert log.contains('[WARNING]     > Harden the model, and see what that buys:')
assert log.contains('[WARNING]     > To harden the model, give the test @Harden and its class @TrainingSamples, then:')

// as somebody would paste it: by a shell, in the folder of the build
File settings = new File(basedir, 'settings.xml')
String pom = new File(basedir, 'pom.xml').text
String url = (pom =~ /<local.repository>(.*)<\/local.repository>/)[0][1]
String natives = (pom =~ /<natives>(.*)<\/natives>/)[0][1]
settings.text = new File(basedir, '../../../src/it/settings.xml').text.replace('@localRepositoryUrl@', url)
def pasted = { String command ->
    String mvn = "mvn() { '${System.getProperty('maven.home')}/bin/mvn' -B -ntp" +
            " -Dmaven.repo.local='${localRepositoryPath}' -s '${settings}' ${natives}" + ' "$@"; }; '
    def process = new ProcessBuilder('sh', '-c', mvn + command).directory(basedir).redirectErrorStream(true).start()
    String output = process.inputStream.text
    new File(basedir, 'pasted.log') << "\$ ${command}\n${output}\n"
    return [process.waitFor(), output]
}
// hardening leaves what the next command needs
def (hardenStatus, hardened) = pasted(harden)
assert hardenStatus == 0 : hardened
assert hardened.contains('HardenedRobustnessIT.resistsPgd[epsilon=0.3]: Hardening with AdversarialTraining (1 epoch')
assert !hardened.contains('resistsPgd[epsilon=0.2]: Hardening with')
def (replayStatus, replayed) = pasted(seeAgain)
assert replayStatus == 0 : replayed
assert replayed.contains('The model predicts for every stored candidate what was recorded')
assert new File(basedir, 'digits/target/broken').list().length == 1
def (shortStatus, short_) = pasted(printed.find { it.contains(':replay -pl :points') })
assert shortStatus == 0 : short_
def (aloneStatus, ranAlone) = pasted(alone)
assert aloneStatus == 1 : ranAlone
assert ranAlone.contains('the house is on fire')
assert ranAlone.contains('[WARNING] Only some of the tests were run: ')
return true
