String log = new File(basedir, 'build.log').text
// messages as they were before they were broken into lines
String unwrapped = log.replaceAll(/\n\[(?:ERROR|WARNING|INFO)\] {2,}(?![ >-])/, ' ')

assert (unwrapped =~ /HardenedRobustnessIT\.resistsPgd: Hardening with AdversarialTraining \(3 epochs, \d+ s\) takes clean accuracy from /).find()
assert log.contains("robustness.harden.test is 'nothing', which matches no robustness test in ")
// the tests of the class, without the goal: the file of the goal's training was reused or written anew
assert (log =~ /Pgd succeeded on \d+ of \d+, the limit is 1 %\. Hardening with AdversarialTraining/).find()
def hardened = new File(basedir, 'target/robustness/hardened').listFiles()
assert hardened.length == 1
assert new File(hardened[0], 'hardened.zip').file
assert new File(basedir, 'target/robustness/index.html').text.contains('<h3>Hardened</h3>')
return true
