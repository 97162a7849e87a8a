using System.Text;

namespace MapDashboard.Data.Intake;

/// <summary>PostgreSQL's own way to write an array of texts as one text: arrays of different lengths cannot lie in one array.</summary>
internal static class TextArray
{
    public static string Of(IReadOnlyList<string> texts)
    {
        var written = new StringBuilder("{");
        foreach (var text in texts)
        {
            if (written.Length > 1) written.Append(',');
            written.Append('"');
            foreach (var letter in text)
            {
                if (letter is '"' or '\\') written.Append('\\');
                written.Append(letter);
            }

            written.Append('"');
        }

        return written.Append('}').ToString();
    }
}
