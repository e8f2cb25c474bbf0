using Portal.Web.Shared.Text;

namespace Portal.Tests.Shared;

public class CsvWriterTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("=cmd|'/c calc'!A1")]
    [InlineData("+1+1")]
    [InlineData("-1+1")]
    [InlineData("-2-3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData(" =1+1")]
    [InlineData("\u3000=1+1")]
    [InlineData("\uFEFF=1+1")]
    [InlineData("\u200B@x")]
    [InlineData("\"=1")]
    [InlineData("＝1+1")]
    [InlineData("＋1")]
    [InlineData("－1")]
    [InlineData("＠x")]
    [InlineData("|calc")]
    [InlineData("%x")]
    [InlineData("+86 138 0013 8000")]
    [InlineData("-1e5")]
    [InlineData("--1")]
    [InlineData("-.5")]
    public void What_a_spreadsheet_would_calculate_opens_as_text(string typed)
    {
        var cell = CsvWriter.Cell(typed);

        Assert.StartsWith("\"'", cell);
        Assert.Equal("'" + typed, Unquoted(cell));
    }

    [Theory]
    [InlineData("-12.50")]
    [InlineData("+3")]
    [InlineData("86.00")]
    [InlineData("莲香茶楼")]
    [InlineData("a=b")]
    [InlineData("2026-11-23T14:00:00+08:00")]
    [InlineData("T-1042")]
    [InlineData("")]
    public void What_is_none_stays_as_it_is(string typed) => Assert.Equal(typed, CsvWriter.Cell(typed));

    [Fact]
    public async Task A_row_is_what_the_standard_says()
    {
        await using var to = new StringWriter();

        await new CsvWriter(to).Row("a", null, "b,c", "say \"yes\"", "two\nlines", "nul\0byte", " blank ");

        Assert.Equal("a,,\"b,c\",\"say \"\"yes\"\"\",\"two\nlines\",nulbyte,\" blank \"\r\n", to.ToString());
    }

    private static string Unquoted(string cell) => cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
}
