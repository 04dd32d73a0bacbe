@problemName x
@timeStamps false
@missing true
@univariate false
@equalLength true
@seriesLength 3
@classLabel true a b
@data
1,2,?:4,5,6:a
1,2,3:4,5,6:b
