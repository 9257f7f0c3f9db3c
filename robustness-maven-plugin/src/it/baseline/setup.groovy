new File(basedir, 'robustness-baseline.json').delete()
return true
