using System.CommandLine;
using MapDashboard.Cli;
using MapDashboard.Cli.Backup;
using MapDashboard.Cli.Retention;

var root = new RootCommand("MapDashboard from the command line. The database is the one of ConnectionStrings__MapDirect or ConnectionStrings__Map.");
root.Subcommands.Add(MigrateVerb.Create());
root.Subcommands.Add(AccountsVerb.Create());
root.Subcommands.Add(VerifyHistoryVerb.Create());
root.Subcommands.Add(ArchiveVerb.Create());
root.Subcommands.Add(RetentionVerb.Create());
root.Subcommands.Add(BackupVerb.Create());
root.Subcommands.Add(RestoreVerb.Create());
root.Subcommands.Add(ImportVerb.Create());
foreach (var verb in TableVerb.All()) root.Subcommands.Add(verb);
root.Subcommands.Add(ReplayVerb.Create());
root.Subcommands.Add(GenerateVerb.Create());
return await root.Parse(args).InvokeAsync();
