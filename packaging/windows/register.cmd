@echo off
rem Lets a double click on a scenario open it, for this user, from where this folder is now.
set C=HKCU\Software\Classes
reg add "%C%\.accordance" /ve /d Accordance.Scenario /f >nul
reg add "%C%\.accordance" /v "Content Type" /d application/x-accordance+toml /f >nul
reg add "%C%\Accordance.Scenario" /ve /d "Accordance scenario" /f >nul
reg add "%C%\Accordance.Scenario\DefaultIcon" /ve /d "\"%~dp0accordance.exe\",0" /f >nul
reg add "%C%\Accordance.Scenario\shell\open\command" /ve /d "\"%~dp0accordancew.exe\" \"%%1\"" /f >nul
echo Files that end in .accordance now open with %~dp0accordancew.exe
