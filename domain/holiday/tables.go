package holiday

import "time"

const (
	jan, feb, mar, apr = time.January, time.February, time.March, time.April
	may, jun, jul, aug = time.May, time.June, time.July, time.August
	sep, oct, nov, dec = time.September, time.October, time.November, time.December
)

// tables are the national holidays by country.
var tables = map[string][]rule{
	"AT": {
		on(jan, 1, "New Year"), on(jan, 6, "Epiphany"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"),
		easter(39, "Ascension"), easter(50, "Whit Monday"), easter(60, "Corpus Christi"), on(aug, 15, "Assumption"),
		on(oct, 26, "National Day"), on(nov, 1, "All Saints"), on(dec, 8, "Immaculate Conception"),
		on(dec, 25, "Christmas"), on(dec, 26, "St Stephen"),
	},
	"BE": {
		on(jan, 1, "New Year"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"), easter(39, "Ascension"),
		easter(50, "Whit Monday"), on(jul, 21, "National Day"), on(aug, 15, "Assumption"), on(nov, 1, "All Saints"),
		on(nov, 11, "Armistice"), on(dec, 25, "Christmas"),
	},
	"BG": {
		on(jan, 1, "New Year").substituted(), on(mar, 3, "Liberation Day").substituted(), orthodox(-2, "Good Friday"),
		orthodox(-1, "Holy Saturday"), orthodox(0, "Easter Sunday"), orthodox(1, "Easter Monday"),
		on(may, 1, "Labour Day").substituted(), on(may, 6, "St George").substituted(), on(may, 24, "Culture and Script Day").substituted(),
		on(sep, 6, "Unification Day").substituted(), on(sep, 22, "Independence Day").substituted(),
		on(dec, 24, "Christmas Eve").substituted(), on(dec, 25, "Christmas").substituted(), on(dec, 26, "Second Day of Christmas").substituted(),
	},
	"CH": {on(jan, 1, "New Year"), easter(39, "Ascension"), on(aug, 1, "National Day"), on(dec, 25, "Christmas")},
	"CZ": {
		on(jan, 1, "New Year"), easter(-2, "Good Friday"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"),
		on(may, 8, "Victory Day"), on(jul, 5, "Cyril and Methodius"), on(jul, 6, "Jan Hus"), on(sep, 28, "Statehood Day"),
		on(oct, 28, "Independence Day"), on(nov, 17, "Freedom and Democracy Day"), on(dec, 24, "Christmas Eve"),
		on(dec, 25, "Christmas"), on(dec, 26, "St Stephen"),
	},
	"DE": {
		on(jan, 1, "New Year"), easter(-2, "Good Friday"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"),
		easter(39, "Ascension"), easter(50, "Whit Monday"), on(oct, 3, "Unity Day"), on(dec, 25, "Christmas"), on(dec, 26, "Second Day of Christmas"),
	},
	"DK": {
		on(jan, 1, "New Year"), easter(-3, "Maundy Thursday"), easter(-2, "Good Friday"), easter(1, "Easter Monday"),
		easter(26, "Great Prayer Day").upTo(2023), easter(39, "Ascension"), easter(50, "Whit Monday"),
		on(dec, 25, "Christmas"), on(dec, 26, "Second Day of Christmas"),
	},
	"EE": {
		on(jan, 1, "New Year"), on(feb, 24, "Independence Day"), easter(-2, "Good Friday"), on(may, 1, "Spring Day"),
		on(jun, 23, "Victory Day"), on(jun, 24, "Midsummer"), on(aug, 20, "Restoration of Independence"),
		on(dec, 24, "Christmas Eve"), on(dec, 25, "Christmas"), on(dec, 26, "Second Day of Christmas"),
	},
	"ES": {
		on(jan, 1, "New Year"), on(jan, 6, "Epiphany"), easter(-2, "Good Friday"), on(may, 1, "Labour Day"),
		on(aug, 15, "Assumption"), on(oct, 12, "National Day"), on(nov, 1, "All Saints"), on(dec, 6, "Constitution Day"),
		on(dec, 8, "Immaculate Conception"), on(dec, 25, "Christmas"),
	},
	"FI": {
		on(jan, 1, "New Year"), on(jan, 6, "Epiphany"), easter(-2, "Good Friday"), easter(1, "Easter Monday"), on(may, 1, "May Day"),
		easter(39, "Ascension"), first(time.Friday, jun, 19, "Midsummer Eve"), first(time.Saturday, oct, 31, "All Saints"),
		on(dec, 6, "Independence Day"), on(dec, 24, "Christmas Eve"), on(dec, 25, "Christmas"), on(dec, 26, "Second Day of Christmas"),
	},
	"FR": {
		on(jan, 1, "New Year"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"), on(may, 8, "Victory Day"),
		easter(39, "Ascension"), easter(50, "Whit Monday"), on(jul, 14, "National Day"), on(aug, 15, "Assumption"),
		on(nov, 1, "All Saints"), on(nov, 11, "Armistice"), on(dec, 25, "Christmas"),
	},
	"GB": { // England and Wales
		on(jan, 1, "New Year").substituted(), easter(-2, "Good Friday"), easter(1, "Easter Monday"),
		first(time.Monday, may, 1, "Early May Bank Holiday"), first(time.Monday, may, 25, "Spring Bank Holiday"),
		first(time.Monday, aug, 25, "Summer Bank Holiday"), on(dec, 25, "Christmas").substituted(), on(dec, 26, "Boxing Day").substituted(),
	},
	"GR": {
		on(jan, 1, "New Year"), on(jan, 6, "Epiphany"), orthodox(-48, "Clean Monday"), on(mar, 25, "Independence Day"),
		orthodox(-2, "Good Friday"), orthodox(1, "Easter Monday"), on(may, 1, "Labour Day"), orthodox(50, "Whit Monday"),
		on(aug, 15, "Assumption"), on(oct, 28, "Ochi Day"), on(dec, 25, "Christmas"), on(dec, 26, "Second Day of Christmas"),
	},
	"HR": {
		on(jan, 1, "New Year"), on(jan, 6, "Epiphany"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"), on(may, 30, "Statehood Day"),
		easter(60, "Corpus Christi"), on(jun, 22, "Anti-Fascist Struggle Day"), on(aug, 5, "Victory Day"), on(aug, 15, "Assumption"),
		on(nov, 1, "All Saints"), on(nov, 18, "Remembrance Day"), on(dec, 25, "Christmas"), on(dec, 26, "St Stephen"),
	},
	"HU": {
		on(jan, 1, "New Year"), on(mar, 15, "Revolution Day"), easter(-2, "Good Friday"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"),
		easter(50, "Whit Monday"), on(aug, 20, "State Foundation Day"), on(oct, 23, "Republic Day"), on(nov, 1, "All Saints"),
		on(dec, 24, "Christmas Eve").since(2024), on(dec, 25, "Christmas"), on(dec, 26, "Second Day of Christmas"),
	},
	"IE": {
		on(jan, 1, "New Year").substituted(), stBrigid, on(mar, 17, "St Patrick").substituted(), easter(1, "Easter Monday"),
		first(time.Monday, may, 1, "May Day"), first(time.Monday, jun, 1, "June Holiday"), first(time.Monday, aug, 1, "August Holiday"),
		first(time.Monday, oct, 25, "October Holiday"), on(dec, 25, "Christmas").substituted(), on(dec, 26, "St Stephen").substituted(),
	},
	"IT": {
		on(jan, 1, "New Year"), on(jan, 6, "Epiphany"), easter(1, "Easter Monday"), on(apr, 25, "Liberation Day"), on(may, 1, "Labour Day"),
		on(jun, 2, "Republic Day"), on(aug, 15, "Assumption"), on(oct, 4, "St Francis").since(2026), on(nov, 1, "All Saints"),
		on(dec, 8, "Immaculate Conception"), on(dec, 25, "Christmas"), on(dec, 26, "St Stephen"),
	},
	"LT": {
		on(jan, 1, "New Year"), on(feb, 16, "Restoration of the State"), on(mar, 11, "Restoration of Independence"), easter(1, "Easter Monday"),
		on(may, 1, "Labour Day"), on(jun, 24, "St John"), on(jul, 6, "Statehood Day"), on(aug, 15, "Assumption"), on(nov, 1, "All Saints"),
		on(nov, 2, "All Souls"), on(dec, 24, "Christmas Eve"), on(dec, 25, "Christmas"), on(dec, 26, "Second Day of Christmas"),
	},
	"LU": {
		on(jan, 1, "New Year"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"), on(may, 9, "Europe Day"), easter(39, "Ascension"),
		easter(50, "Whit Monday"), on(jun, 23, "National Day"), on(aug, 15, "Assumption"), on(nov, 1, "All Saints"),
		on(dec, 25, "Christmas"), on(dec, 26, "St Stephen"),
	},
	"LV": {
		on(jan, 1, "New Year"), easter(-2, "Good Friday"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"),
		on(may, 4, "Restoration of Independence").substituted(), on(jun, 23, "Midsummer Eve"), on(jun, 24, "Midsummer"),
		on(nov, 18, "Proclamation Day").substituted(), on(dec, 24, "Christmas Eve"), on(dec, 25, "Christmas"),
		on(dec, 26, "Second Day of Christmas"), on(dec, 31, "New Year's Eve"),
	},
	"NL": {
		on(jan, 1, "New Year"), easter(1, "Easter Monday"), kingsDay, easter(39, "Ascension"), easter(50, "Whit Monday"),
		on(dec, 25, "Christmas"), on(dec, 26, "Second Day of Christmas"),
	},
	"NO": {
		on(jan, 1, "New Year"), easter(-3, "Maundy Thursday"), easter(-2, "Good Friday"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"),
		on(may, 17, "Constitution Day"), easter(39, "Ascension"), easter(50, "Whit Monday"), on(dec, 25, "Christmas"), on(dec, 26, "Second Day of Christmas"),
	},
	"PL": {
		on(jan, 1, "New Year"), on(jan, 6, "Epiphany"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"), on(may, 3, "Constitution Day"),
		easter(60, "Corpus Christi"), on(aug, 15, "Assumption"), on(nov, 1, "All Saints"), on(nov, 11, "Independence Day"),
		on(dec, 24, "Christmas Eve").since(2025), on(dec, 25, "Christmas"), on(dec, 26, "Second Day of Christmas"),
	},
	"PT": {
		on(jan, 1, "New Year"), easter(-2, "Good Friday"), on(apr, 25, "Freedom Day"), on(may, 1, "Labour Day"), easter(60, "Corpus Christi"),
		on(jun, 10, "Portugal Day"), on(aug, 15, "Assumption"), on(oct, 5, "Republic Day"), on(nov, 1, "All Saints"),
		on(dec, 1, "Restoration of Independence"), on(dec, 8, "Immaculate Conception"), on(dec, 25, "Christmas"),
	},
	"RO": {
		on(jan, 1, "New Year"), on(jan, 2, "Second Day of New Year"), on(jan, 6, "Epiphany").since(2024), on(jan, 7, "St John").since(2024),
		on(jan, 24, "Unification Day"), orthodox(-2, "Good Friday"), orthodox(1, "Easter Monday"), on(may, 1, "Labour Day"),
		on(jun, 1, "Children's Day"), orthodox(50, "Whit Monday"), on(aug, 15, "Assumption"), on(nov, 30, "St Andrew"),
		on(dec, 1, "National Day"), on(dec, 25, "Christmas"), on(dec, 26, "Second Day of Christmas"),
	},
	"SE": {
		on(jan, 1, "New Year"), on(jan, 6, "Epiphany"), easter(-2, "Good Friday"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"),
		easter(39, "Ascension"), on(jun, 6, "National Day"), first(time.Friday, jun, 19, "Midsummer Eve"), first(time.Saturday, oct, 31, "All Saints"),
		on(dec, 24, "Christmas Eve"), on(dec, 25, "Christmas"), on(dec, 26, "Second Day of Christmas"), on(dec, 31, "New Year's Eve"),
	},
	"SI": {
		on(jan, 1, "New Year"), on(jan, 2, "Second Day of New Year"), on(feb, 8, "Prešeren Day"), easter(1, "Easter Monday"),
		on(apr, 27, "Resistance Day"), on(may, 1, "Labour Day"), on(may, 2, "Second Day of Labour"), on(jun, 25, "Statehood Day"),
		on(aug, 15, "Assumption"), on(oct, 31, "Reformation Day"), on(nov, 1, "All Saints"), on(dec, 25, "Christmas"), on(dec, 26, "Independence Day"),
	},
	"SK": {
		on(jan, 1, "Republic Day"), on(jan, 6, "Epiphany"), easter(-2, "Good Friday"), easter(1, "Easter Monday"), on(may, 1, "Labour Day"),
		on(may, 8, "Victory Day"), on(jul, 5, "Cyril and Methodius"), on(aug, 29, "National Uprising"), on(sep, 15, "Our Lady of Sorrows").upTo(2025),
		on(nov, 1, "All Saints"), on(dec, 24, "Christmas Eve"), on(dec, 25, "Christmas"), on(dec, 26, "St Stephen"),
	},
}
