# Installs the program for this person, runs the tour in what was installed, installs it once more
# as an upgrade does, removes it, and looks whether the plan is still there.
$ErrorActionPreference = "Stop"

function Assert($holds, $what) {
    if (-not $holds) { throw "Does not hold: $what" }
    Write-Output "holds: $what"
}

function Run($program, $arguments) {
    $process = Start-Process -FilePath $program -ArgumentList $arguments -Wait -PassThru
    Assert ($process.ExitCode -eq 0) "$program ends well"
}

$setup = (Get-ChildItem build\dist\workbench-*-setup.exe | Select-Object -First 1).FullName
$folder = Join-Path $env:LOCALAPPDATA "Programs\PlanningWorkbench"
$quiet = "/VERYSILENT /SUPPRESSMSGBOXES /NORESTART /CURRENTUSER"
$plan = Join-Path $env:TEMP "kept.plandb"

Run $setup $quiet
Assert (Test-Path "$folder\workbench.exe") "the program is installed without administrator rights"

$command = (Get-ItemProperty "HKCU:\Software\Classes\PlanningWorkbench.Plan\shell\open\command")."(default)"
Assert ($command -eq "`"$folder\workbench.exe`" `"%1`"") "a double click on a plan opens the program"
Assert ((Get-ItemProperty "HKCU:\Software\Classes\.plandb")."(default)" -eq "PlanningWorkbench.Plan") ".plandb is the program's"

# Nothing of Python may be found but what was installed.
$path = $env:PATH
$env:PATH = "$env:SystemRoot\System32"
$env:QT_QPA_PLATFORM = "offscreen"
$env:QT_QPA_FONTDIR = "$env:SystemRoot\Fonts"
& "$folder\workbench-terminal.exe" tour --out build\tour-of-the-installed
Assert ($LASTEXITCODE -eq 0) "the tour passes in the installed program"
& "$folder\workbench-terminal.exe" new $plan
Assert (Test-Path $plan) "a plan can be made"

Set-Content "$folder\_internal\left-by-an-earlier-version.txt" "old"
Run $setup $quiet
Assert (-not (Test-Path "$folder\_internal\left-by-an-earlier-version.txt")) "an upgrade leaves nothing of the version before"
& "$folder\workbench-terminal.exe" check $plan
Assert ($LASTEXITCODE -eq 0) "the plan is sound after the upgrade"
$env:PATH = $path

Run "$folder\unins000.exe" "/VERYSILENT /SUPPRESSMSGBOXES /NORESTART"
# The remover removes itself a moment after it has ended.
for ($i = 0; $i -lt 50 -and (Test-Path "$folder\workbench.exe"); $i++) { Start-Sleep -Milliseconds 200 }
Assert (-not (Test-Path "$folder\workbench.exe")) "the program is removed"
Assert (-not (Test-Path "HKCU:\Software\Classes\PlanningWorkbench.Plan")) "so is what it told Windows"
Assert (Test-Path $plan) "the plan is still there"
