String log = new File(basedir, 'build.log').text

assert log.contains('The property robustness.maxAtackSuccessRate is not known and has no effect; did you mean robustness.maxAttackSuccessRate?')
assert log.contains('did you mean robustness.failIfNoResults?')
assert log.count('[WARNING] The property robustness.verdct is not known and has no effect; did you mean robustness.verdict?') == 6
assert log.count('The property robustness.verdit is not known and has no effect; did you mean robustness.verdict?') >= 4
assert log.count('BUILD FAILURE') == 6
return true
