String log = new File(basedir, 'build.log').text

assert log.contains('1 execution(s) of the robustness tests did not come to their end')
assert log.contains('DigitsRobustnessIT.resistsPgd[epsilon=0.1]: was planned, but has no result')
assert log.contains('DigitsRobustnessIT.resistsFgsm: ended in an error: the model file is missing')
assert log.contains("      mvn verify -Dit.test='DigitsRobustnessIT#resistsFgsm' -Drobustness.verdict=fail")
assert !log.contains('robustness.skip')
assert log.contains('[WARNING] DigitsRobustnessIT.resistsFgsm: ended in an error')
assert log.contains('results: there are none')
assert !log.contains('All limits are met')
return true
