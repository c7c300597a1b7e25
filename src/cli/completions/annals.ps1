# Completion of annals for PowerShell. Put it into $PROFILE, or dot-source it there.

Register-ArgumentCompleter -Native -CommandName annals -ScriptBlock {
    param($current, $line, $caret)
    $before = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $caret } | Select-Object -Skip 1 | ForEach-Object { "$_" })
    annals __complete "--current=$current" -- @before 2>$null | ForEach-Object {
        $word, $help = $_ -split "`t", 2
        if ($word -eq ':files') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($current)
        } else {
            if (-not $help) { $help = $word }
            [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $help)
        }
    }
}
