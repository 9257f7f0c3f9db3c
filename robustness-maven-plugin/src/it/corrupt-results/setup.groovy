File results = new File(basedir, 'target/robustness')
results.mkdirs()
new File(results, 'results-1-truncated.json').text = '{ "schemaVersion": 1, "startedAt": "2026-01-01T00:00:00Z", "compl'
return true
