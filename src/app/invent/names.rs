//! Names of people who do not exist.

use std::collections::HashSet;

use super::chance::Chance;

/// First names, of the many origins found in an English council's workforce, one to a word.
const FIRST: &str = "Abigail Adaeze Agnieszka Aileen Aisling Alicja Amina Anjali Annika Ayesha Babatunde Beatriz Bethan \
    Blessing Bronagh Camelia Carys Ceri Chidi Claudette Comfort Corinne Dafydd Danuta Delroy Demetra \
    Dionne Dorota Ebony Edith Efua Eileen Ekaterina Elspeth Emeka Esi Esther Ewa Faisal Farida Fatou \
    Femi Fergus Folake Funmi Gareth Geraldine Gethin Grainne Gurpreet Gwen Hafsa Haroon Harjit Heledd \
    Hodan Ifeoma Ilona Imogen Imran Ines Ioana Ivy Jagdeep Janine Jasvinder Joanna Jolanta Josephine \
    Joyce Kamila Karolina Kavita Kemi Khadija Kwabena Kwame Laila Laszlo Leanne Lerato Lorna Lucinda Luz \
    Magdalena Mairead Manjit Marcia Maryam Meera Mercy Moira Monique Mwangi Nadia Naledi Narinder \
    Nasreen Ngozi Niamh Nisha Nuala Obi Olamide Oluwaseun Orla Osman Padraig Paloma Pauline Petra \
    Precious Rachel Rafiq Rajesh Razia Rekha Rhian Rosalind Rukhsana Saima Samina Sandeep Seren Shabana \
    Sheila Shirin Sinead Siobhan Sorina Sunita Svetlana Tamsin Tariq Temitope Thandiwe Tomasz Trudy \
    Ursula Valentina Verity Wambui Wanda Winston Yasmin Yewande Yvette Zahra Zainab Zofia";

/// Surnames, likewise.
const LAST: &str = "Abara Abbasi Acheampong Adebayo Adeleke Ahmadi Ainsworth Akhtar Alderton Amoah Ampofo Antwi \
    Appleyard Arkwright Ashworth Asante Awan Babić Bagshaw Bailey-Reid Bains Balogun Bamford Barlow \
    Bhatti Birtwistle Blackledge Bogdan Braithwaite Brennan Broadbent Bukowska Butterworth Cadwallader \
    Carvalho Cassidy Chaudhry Chikwanha Chowdhury Clegg Corrigan Crabtree Cudjoe Dalgleish Danso Dhillon \
    Dlamini Dobson Doherty Drabble Duffield Dutta Eastwood-Hale Eckersley Ekwueme Entwistle Fairclough \
    Farrant Farooqi Ferreira Fitzgibbon Folarin Frimpong Garside Ghosh Gilchrist Goodall-Price Gorman \
    Greenhalgh Grimshaw Gunawardena Gyamfi Haddad Halliwell Hargreaves Haworth Heaton Hebblethwaite \
    Hegarty Hinchliffe Holroyd Hosseini Ibeh Iftikhar Iqbal Ismailov Jabeen Jagger-Lowe Jankowska Jassim \
    Kaczmarek Kamara Karimi Kearney Kershaw Kiplagat Kovács Kumari Lathwell Leadbetter Lewandowska \
    Liddell Lockwood Loughran Lumb Mahmood Makoni Malhotra Mankoo Marchetti Mbatha McAteer McGlynn \
    Mellor Mensah Moyo Munteanu Murgatroyd Mutasa Naidoo Nandakumar Ncube Nkrumah-Boon Nuttall Nwosu \
    Oakeshott Obeng Odhiambo Ofori Ogunleye Okonjo Oldroyd Olaniyan Omondi Ormerod Osei Ostrowska Owusu \
    Oyelaran Pankhania Parkinson-Day Pemberton Pereira Petrescu Pilkington Popa Postlethwaite Quansah \
    Quigley Rafferty Ramdin Ramsbottom Rasool Rehman Rigby Rutkowska Sadowski Sagoo Sahota Sarpong \
    Scholes Sesay Sheikh Shuttleworth Siddiqui Sowerby Suleiman Sutcliffe Szabó Takhar Tattersall Tetteh \
    Thandi Thornber Toczek Tweddle Uddin Ullah Umeh Varghese Venkatesan Vickerstaff Wadsworth Wafula \
    Walczak Waweru Whittaker Wielgosz Winterbottom Wojcik Woodhead Wrigley Yeboah Younis Zaman Zielinska \
    Zulu";

/// Gives out full names, never the same one twice.
#[derive(Debug)]
pub(super) struct Names {
    chance: Chance,
    first: Vec<&'static str>,
    last: Vec<&'static str>,
    given: HashSet<String>,
}

impl Names {
    /// Names for a seed.
    pub fn new(seed: u64) -> Self {
        Self {
            chance: Chance::new(seed, 0x4E41_4D45),
            first: FIRST.split_whitespace().collect(),
            last: LAST.split_whitespace().collect(),
            given: HashSet::new(),
        }
    }

    /// Keeps a name that was chosen by hand from being given to somebody else.
    pub fn keep(&mut self, name: &str) {
        self.given.insert(name.to_owned());
    }

    /// A name not given before. When all are used up, a second surname is added.
    pub fn next(&mut self) -> String {
        let mut name = String::new();
        for attempt in 0.. {
            let first = self.first[self.chance.below(self.first.len())];
            let last = self.last[self.chance.below(self.last.len())];
            name = format!("{first} {last}");
            if attempt > 200 {
                name = format!("{name} {}", self.last[self.chance.below(self.last.len())]);
            }
            if self.given.insert(name.clone()) {
                break;
            }
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_thousand_people_have_five_thousand_names() {
        let mut names = Names::new(7);
        let given: HashSet<String> = (0..5000).map(|_| names.next()).collect();
        assert_eq!(given.len(), 5000);
    }

    #[test]
    fn no_part_of_a_name_is_listed_twice() {
        for list in [FIRST, LAST] {
            let parts: Vec<&str> = list.split_whitespace().collect();
            assert_eq!(parts.iter().collect::<HashSet<_>>().len(), parts.len());
        }
    }
}
