String log = new File(basedir, 'build.log').text

assert log.count('Skipped: robustness.skip is set') == 2
return true
