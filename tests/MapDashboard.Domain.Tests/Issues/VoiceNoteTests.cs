using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Tests.Builders;

namespace MapDashboard.Domain.Tests.Issues;

public class VoiceNoteTests
{
    [Fact]
    public void A_voice_note_is_told_by_a_change_and_stands_in_the_view()
    {
        var issue = An.Issue.In(IssueStatus.Accepted);
        var note = A.VoiceNote(Town.Now);

        issue.AddVoiceNote(Actors.Reporter, Town.Now, note).Done();

        var change = issue.TakeChanges().ShouldHaveSingleItem();
        (change.Kind, change.At).ShouldBe((ChangeKind.IssueVoiceAdded, Town.Now));
        change.Data.Issue!.VoiceNotes.ShouldBe([new VoiceNoteView(note.Id, Town.Now, 12.5)]);
    }

    [Fact]
    public void An_issue_without_voice_notes_shows_none() => An.Issue.In(IssueStatus.Accepted).View().VoiceNotes.ShouldBeNull();

    [Fact]
    public void Who_may_add_no_photo_adds_no_voice_note() =>
        An.Issue.In(IssueStatus.Accepted).AddVoiceNote(Actors.Worker(Town.Grid), Town.Now, A.VoiceNote(Town.Now))
            .ShouldBeRefusedWith(RefusalCodes.IssueNotEntitled);

    [Fact]
    public void The_twenty_first_voice_note_is_refused()
    {
        var issue = An.Issue.In(IssueStatus.Accepted);
        for (var each = 0; each < VoiceNote.MostOfOneIssue; each++) issue.AddVoiceNote(Actors.Admin, Town.Now, A.VoiceNote(Town.Now)).Done();

        issue.AddVoiceNote(Actors.Admin, Town.Now, A.VoiceNote(Town.Now)).ShouldBeRefusedWith(RefusalCodes.VoiceTooMany);
    }
}
