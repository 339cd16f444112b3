@echo off
rem Takes back what register.cmd did.
reg delete "HKCU\Software\Classes\.accordance" /f >nul
reg delete "HKCU\Software\Classes\Accordance.Scenario" /f >nul
echo Files that end in .accordance open with nothing in particular again.
