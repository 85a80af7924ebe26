; The installer for Windows, made by Inno Setup 6.3 or later:
;
;   iscc /DVersion=0.1.0 packaging\windows\workbench.iss
;
; from the checkout, after `dev.py build` has made build\dist\workbench. It installs for one person
; without administrator rights, or for all who use the PC; asks which when it may. A later version
; takes the place of an earlier one. Removing it leaves every plan, and what the program keeps for
; them (working copies, backups, settings) unless the person says otherwise.

#ifndef Version
  #error Say which version: iscc /DVersion=0.1.0 workbench.iss
#endif
#define Bundle "..\..\build\dist\workbench"
#define Prepared "..\..\build\prepared"
#define FileKind "PlanningWorkbench.Plan"

[Setup]
; Never changes: by it Windows finds the version that is installed.
AppId={{6F0C8B3E-3D57-4B0B-9E1B-7A8C3E5D2F41}
AppName={cm:ProgramName}
AppVersion={#Version}
AppVerName={cm:ProgramName} {#Version}
AppPublisher=The planning workbench's contributors
; Windows shows these where it knows no language yet: they cannot come from the messages below.
VersionInfoVersion={#Version}
VersionInfoDescription=総合計画ワークベンチ セットアップ
VersionInfoProductName=総合計画ワークベンチ
VersionInfoProductVersion={#Version}
DefaultDirName={autopf}\PlanningWorkbench
DefaultGroupName={cm:ProgramName}
DisableProgramGroupPage=yes
DisableDirPage=auto
UsePreviousAppDir=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
ChangesAssociations=yes
CloseApplications=yes
RestartApplications=no
LicenseFile=..\..\LICENSE
OutputDir=..\..\build\dist
OutputBaseFilename=workbench-{#Version}-setup
SetupIconFile={#Prepared}\workbench.ico
UninstallDisplayIcon={app}\workbench.exe
UninstallDisplayName={cm:ProgramName}
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
ShowLanguageDialog=auto

[Languages]
Name: "japanese"; MessagesFile: "compiler:Languages\Japanese.isl"
Name: "english"; MessagesFile: "compiler:Default.isl"

[CustomMessages]
japanese.ProgramName=総合計画ワークベンチ
english.ProgramName=Comprehensive Plan Workbench
japanese.PlanFile=総合計画ファイル
english.PlanFile=Comprehensive plan
japanese.Associate=計画ファイル（.plandb）をこのプログラムで開く
english.Associate=Open plan files (.plandb) with this program
japanese.DesktopIcon=デスクトップにアイコンを作る
english.DesktopIcon=Put an icon on the desktop
japanese.RemoveKept=作業中の写し・控え（バックアップ）・設定も削除しますか？%n%n「いいえ」を選ぶと残ります。保存した計画ファイル（.plandb）は、どちらを選んでも削除しません。
english.RemoveKept=Remove the working copies, backups and settings as well?%n%nWith No they stay. Saved plan files (.plandb) are not removed in either case.

[Tasks]
Name: "associate"; Description: "{cm:Associate}"
Name: "desktopicon"; Description: "{cm:DesktopIcon}"; Flags: unchecked

[InstallDelete]
; What an earlier version brought and this one does not must not be found by it.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion
Source: "{#Prepared}\plan-file.ico"; DestDir: "{app}"; Flags: ignoreversion

[Icons]
Name: "{autoprograms}\{cm:ProgramName}"; Filename: "{app}\workbench.exe"
Name: "{autodesktop}\{cm:ProgramName}"; Filename: "{app}\workbench.exe"; Tasks: desktopicon

[Registry]
; HKA: the person's own part of the registry, or everybody's when installed for all.
Root: HKA; Subkey: "Software\Classes\.plandb"; ValueType: string; ValueData: "{#FileKind}"; Flags: uninsdeletevalue; Tasks: associate
Root: HKA; Subkey: "Software\Classes\.plandb\OpenWithProgids"; ValueType: string; ValueName: "{#FileKind}"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\{#FileKind}"; ValueType: string; ValueData: "{cm:PlanFile}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\{#FileKind}\DefaultIcon"; ValueType: string; ValueData: "{app}\plan-file.ico"
Root: HKA; Subkey: "Software\Classes\{#FileKind}\shell\open\command"; ValueType: string; ValueData: """{app}\workbench.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\workbench.exe\SupportedTypes"; ValueType: string; ValueName: ".plandb"; ValueData: ""; Flags: uninsdeletekey

[Run]
Filename: "{app}\workbench.exe"; Description: "{cm:LaunchProgram,{cm:ProgramName}}"; Flags: nowait postinstall skipifsilent

[Code]
{ The program's own folder goes only when the person says so, and never in a silent removal. }
procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Kept: String;
begin
  if Step <> usPostUninstall then
    exit;
  Kept := ExpandConstant('{localappdata}\planning-workbench');
  if not DirExists(Kept) or UninstallSilent() then
    exit;
  if MsgBox(CustomMessage('RemoveKept'), mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES then
  begin
    DelTree(Kept + '\working', True, True, True);
    DelTree(Kept + '\backups', True, True, True);
    DelTree(Kept + '\log', True, True, True);
    DelTree(Kept + '\windows', True, True, True);
    DelTree(Kept + '\reports', True, True, True);
    DelTree(Kept + '\guide', True, True, True);
    DeleteFile(Kept + '\settings.json');
    DeleteFile(Kept + '\files.json');
    DeleteFile(Kept + '\recent.json');
    { Plans lie here, too: the person's copy of the sample. It stays, and with it its folder. }
    RemoveDir(Kept);
  end;
end;
