File results = new File(basedir, 'target/robustness')
results.mkdirs()
new File(results, 'results-1-old.json').text = new File(basedir, 'old.json').text
return true
